"""Dates and times as tools write them, in the order that their column shows; never guessed.

`04/05/2022` is the 4th of May or the 5th of April: only another date of the same column, with a
number above twelve, or the person, can tell. What cannot be told is left as it is, to be refused.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone, tzinfo

from ..dates import MONTH_OF, hour_of_24
from ..folding import plain, with_digits

DAY_FIRST, MONTH_FIRST = "day_first", "month_first"

_TIME = r"(?:[ t,]+(?:a |at )?(\d{1,2})[:h](\d{2})(?::(\d{2})(?:\.\d+)?)?(?: ?([ap])\.?m\.?)?)?"
_OFFSET = r" ?((?:utc|gmt)? ?(?:[+\u2212-]\d{1,2}(?::?\d{2})?)|utc|gmt|z)?"
_FORMS = tuple(
    re.compile(form + _TIME + _OFFSET)
    for form in (
        r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})",
        r"(?P<first>\d{1,2})[-/.](?P<second>\d{1,2})[-/.](?P<year>\d{4}|\d{2})",
        r"(?P<day>\d{1,2})(?:er)?[ -](?P<named>[a-z]{3,9})\.?,?[ -](?P<year>\d{4})",
        r"(?P<named>[a-z]{3,9})\.? (?P<day>\d{1,2}),? (?P<year>\d{4})",
    )
)
_ENGLISH = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_MONTH_OF = MONTH_OF | {
    said: number for number, name in enumerate(_ENGLISH, 1) for said in (name, name[:3])
}


def order_of(texts: Iterable[str]) -> str:
    """Return which of day and month comes first in a column, or "" if nothing of it tells."""
    above = [False, False]
    for text in texts:
        found = _FORMS[1].fullmatch(_said(text))
        if found:
            above = [above[0] or int(found["first"]) > 12, above[1] or int(found["second"]) > 12]
    if above[0] == above[1]:
        return ""
    return DAY_FIRST if above[0] else MONTH_FIRST


def is_ambiguous(text: str) -> bool:
    """Return whether a date alone reads as two days."""
    found = _FORMS[1].fullmatch(_said(text))
    if found is None:
        return False
    return (
        max(int(found["first"]), int(found["second"])) <= 12 and found["first"] != found["second"]
    )


@dataclass(frozen=True)
class Moments:
    """Reads the moments of a column, as wall time of the zone; `order` is "" where none is told."""

    order: str
    zone: tzinfo

    def read(self, text: str) -> datetime | None:
        """Return a moment, midnight if it has no hour; None if it is none, or has two readings."""
        if not self.order and is_ambiguous(text):
            return None
        found = next((f for form in _FORMS if (f := form.fullmatch(_said(text)))), None)
        try:
            return _moment(found, self.order, self.zone) if found else None
        except (ValueError, OverflowError):
            return None

    def moment(self, text: str) -> str:
        """Return a moment as an edition's files write it, or the text itself if it is none."""
        read = self.read(text)
        return read.isoformat() if read else text

    def day(self, text: str) -> str:
        read = self.read(text)
        return read.date().isoformat() if read else text


def _said(text: str) -> str:
    return with_digits(" ".join(plain(text).split()))


def _moment(found: re.Match[str], order: str, zone: tzinfo) -> datetime:
    parts = found.groupdict()
    year = int(parts["year"]) + (2000 if len(parts["year"]) == 2 else 0)
    month, day = _month_and_day(parts, order)
    hour, minute, second, half, offset = found.groups()[-5:]
    wall = datetime(
        year, month, day, hour_of_24(int(hour or 0), half or ""), int(minute or 0), int(second or 0)
    )
    if not offset:
        return wall
    return wall.replace(tzinfo=timezone(_offset(offset))).astimezone(zone).replace(tzinfo=None)


def _month_and_day(parts: dict[str, str], order: str) -> tuple[int, int]:
    if "first" in parts:
        first, second = int(parts["first"]), int(parts["second"])
        month_first = order == MONTH_FIRST or (not order and second > 12)
        return (first, second) if month_first else (second, first)
    month = _MONTH_OF.get(parts["named"], 0) if "named" in parts else int(parts["month"])
    return month, int(parts["day"])


def _offset(text: str) -> timedelta:
    digits = re.sub(r"\D", "", text)
    if not digits:
        return timedelta(0)
    hours, minutes = (digits, "0") if len(digits) <= 2 else (digits[:-2], digits[-2:])
    away = timedelta(hours=int(hours), minutes=int(minutes))
    return away if "+" in text else -away
