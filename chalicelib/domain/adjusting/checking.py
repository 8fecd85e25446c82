"""Whether a value may be that of a setting, alone and beside the others.

Of the file, of what an admin sends, and of what was stored: one check, and the same errors.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, time
from typing import Any

from .. import texts
from ..errors import FieldError, InvalidFields
from ..sleep import at_night
from .fields import LONGEST_ADDRESS, LONGEST_LINE, MOST_SEATS, SCHEMA, Field, Kind, Values

ABOUT = "settings"
"""What the errors are about: the sentences beside the fields."""

_WORD, _LABEL = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+", "[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?"
_EMAIL = re.compile(rf"{_WORD}(\.{_WORD})*@{_LABEL}(\.{_LABEL})+")
"""An address that the head of a mail can say as it is: mails come with it, and all would fail."""

_WEB = re.compile(r"https?://[^\s/?#]+\S*")
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2099, 12, 31)

EACH_ROOM = {"name": (1, 100), "address": (0, 200), "access": (0, 300), "seats": (0, MOST_SEATS)}
EACH_TOOL = {"name": (1, 100), "url": (0, LONGEST_ADDRESS), "why": (0, 200)}
"""The parts of a room and of a tool: the characters of each, or how many."""


class Bad(ValueError):
    """A value that cannot be taken; `code` and `limit` are those of its `FieldError`."""

    def __init__(self, code: str, limit: int | None = None, within: str = "") -> None:
        super().__init__(code)
        self.code, self.limit, self.within = code, limit, within


def checked(key: str, value: Any) -> Any:
    """Return the value as it is kept. Raises InvalidFields, naming the setting."""
    field = SCHEMA.get(key)
    if field is None:
        raise InvalidFields(FieldError(key[:LONGEST_LINE], "unknown_field", about=ABOUT))
    try:
        return _CHECKS[field.kind](value, field)
    except Bad as bad:
        place = f"{key}.{bad.within}" if bad.within else key
        raise InvalidFields(FieldError(place, bad.code, bad.limit, about=ABOUT)) from None


def wrong_together(values: Values) -> Iterator[tuple[FieldError, tuple[str, ...]]]:
    """Yield what is wrong among settings that are right alone, and the keys that it rests on."""
    starts, ends = "edition.starts_on", "edition.ends_on"
    if values[ends] < values[starts]:
        yield FieldError(ends, "ends_before_start", about=ABOUT), (starts, ends)
    offers, shortest = "delays.offer_hours_before", "delays.shortest_offer_minutes"
    if values[shortest] > values[offers] * 60:
        yield FieldError(shortest, "longer_than_offers", about=ABOUT), (offers, shortest)
    link, reminders = "delays.event_link_hours_before", "delays.event_reminder_hours_before"
    if values[link] in values[reminders]:
        yield FieldError(link, "with_a_reminder", about=ABOUT), (link, reminders)
    begins, ends = "sleep.begins", "sleep.ends"
    if not at_night(time.fromisoformat(values[begins]), time.fromisoformat(values[ends])):
        yield FieldError(ends, "not_at_night", about=ABOUT), (begins, ends)


def _whole(value: Any, least: int, most: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise Bad("wrong_type")
    if not least <= value <= most:
        raise Bad("out_of_range")
    return value


def _count(value: Any, field: Field) -> int:
    return _whole(value, field.least, field.most)


def _numbers(value: Any, field: Field) -> list[int]:
    numbers = {_count(each, field) for each in _several(value, field)}
    return sorted(numbers, reverse=field.kind is Kind.DESCENDING)


def _several(value: Any, field: Field) -> list[Any]:
    fewest, most = field.values
    if not isinstance(value, list | tuple):
        raise Bad("wrong_type")
    if len(value) > most:
        raise Bad("too_many", most)
    if len(value) < fewest:
        raise Bad("required")
    return list(value)


def _line(value: Any, least: int, most: int, rule: Callable[[str], str] = texts.one_line) -> str:
    if not isinstance(value, str):
        raise Bad("wrong_type")
    if len(value) > 4 * most:
        raise Bad("too_long", most)
    try:
        line = rule(value)
    except texts.BadText as bad:
        raise Bad(bad.code) from None
    if len(line) < least:
        raise Bad("required")
    if len(line) > most:
        raise Bad("too_long", most)
    return line


def _text(value: Any, field: Field) -> str:
    return _line(value, field.least, field.most)


def _email(value: Any, field: Field) -> str:
    address = _line(value, field.least, field.most, texts.address)
    if not _EMAIL.fullmatch(address):
        raise Bad("invalid_email")
    return address


def _phone(value: Any, field: Field) -> str:
    return _line(value, field.least, field.most, texts.telephone)


def _web(value: Any, field: Field) -> str:
    return _address(_line(value, field.least, field.most))


def _address(line: str) -> str:
    if line and not _WEB.fullmatch(line):
        raise Bad("invalid_url")
    return line


def _day(value: Any, _field: Field) -> str:
    try:
        day = date.fromisoformat(value if isinstance(value, str) and len(value) == 10 else "")
    except ValueError:
        raise Bad("invalid_date") from None
    if not FIRST_DAY <= day <= LAST_DAY:
        raise Bad("invalid_date")
    return day.isoformat()


def _hour(value: Any, _field: Field) -> str:
    try:
        hour = time.fromisoformat(value if isinstance(value, str) and len(value) in (5, 8) else "")
    except ValueError:
        raise Bad("invalid_hour") from None
    return hour.strftime("%H:%M")


def _slugs(value: Any, field: Field) -> list[str]:
    slugs = _several(value, field)
    if not all(isinstance(each, str) and _SLUG.fullmatch(each) for each in slugs):
        raise Bad("unknown_theme")
    return sorted(set(slugs))


def _rooms(value: Any, field: Field) -> list[dict[str, Any]]:
    return _named(value, field, EACH_ROOM)


def _tools(value: Any, field: Field) -> list[dict[str, Any]]:
    return _named(value, field, EACH_TOOL)


def _named(value: Any, field: Field, parts: Mapping[str, tuple[int, int]]) -> list[dict[str, Any]]:
    """Return what has a name, each once; `parts` are those that it has beside it."""
    found: list[dict[str, Any]] = []
    names: set[str] = set()
    for number, each in enumerate(_several(value, field)):
        if not isinstance(each, dict):
            raise Bad("wrong_type", within=str(number))
        if unknown := next((part for part in each if part not in parts), ""):
            raise Bad("unknown_field", within=f"{number}.{unknown[:LONGEST_LINE]}")
        has: dict[str, Any] = {}
        for part, bounds in parts.items():
            try:
                has[part] = _part(part, each.get(part), bounds)
            except Bad as bad:
                raise Bad(bad.code, bad.limit, f"{number}.{part}") from None
        name = has["name"].casefold()
        if name in names:
            raise Bad("named_twice", within=f"{number}.name")
        names.add(name)
        found.append(has)
    return found


def _part(part: str, value: Any, bounds: tuple[int, int]) -> Any:
    least, most = bounds
    if part == "seats":
        return _whole(0 if value is None else value, least, most)
    line = _line("" if value is None else value, least, most)
    return _address(line) if part == "url" else line


_CHECKS: Mapping[Kind, Callable[[Any, Field], Any]] = {
    Kind.COUNT: _count,
    Kind.DESCENDING: _numbers,
    Kind.ASCENDING: _numbers,
    Kind.TEXT: _text,
    Kind.EMAIL: _email,
    Kind.PHONE: _phone,
    Kind.ADDRESS: _web,
    Kind.DAY: _day,
    Kind.HOUR: _hour,
    Kind.THEMES: _slugs,
    Kind.TOOLS: _tools,
    Kind.ROOMS: _rooms,
}
