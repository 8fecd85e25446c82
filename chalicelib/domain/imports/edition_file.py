"""`edition.json`: what it says of an edition, and each thing that is wrong in it."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from math import isfinite
from typing import Any

from ..report.editions import is_slug
from .cells import text_up_to
from .dates import read_date
from .folding import slug as slug_of
from .forms import EDITION
from .mistakes import BadCell, Mistake, quoted

MEAN = "mean"
FACTORS = ("sharers", "non_sharers", "non_respondents")
"""Those to whom a factor of reach applies."""

MOST_PEOPLE, HIGHEST_FACTOR = 10_000_000, 1000.0

Factor = float | str
"""How many people somebody reaches, or "mean": as many as those who say reach on average."""


@dataclass(frozen=True)
class EditionFile:
    """What the file says. `reach` has a factor for each of FACTORS; `themes`, slug → title, are
    those of the edition that the programme does not have."""

    slug: str
    title: str
    starts_on: date
    ends_on: date
    target_people: int
    reach: Mapping[str, Factor]
    themes: Mapping[str, str]


@dataclass
class Reading:
    """What was read of the file: `said` is its content once corrected."""

    edition: EditionFile | None = None
    said: dict[str, Any] = field(default_factory=dict)
    themes: dict[str, str] = field(default_factory=dict)
    mistakes: list[Mistake] = field(default_factory=list)


class _Pairs(dict[str, Any]):
    """An object of JSON that remembers keys that it has twice."""

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        names = [name for name, _ in pairs]
        self.twice = sorted({name for name in names if names.count(name) > 1})


def read_edition(content: bytes) -> Reading:
    """Return what `edition.json` says, with all that is wrong in it."""
    reading = Reading()
    text = _text(content)
    try:
        document = json.loads(text, object_pairs_hook=_Pairs, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        reading.mistakes.append(Mistake(EDITION, line, "", "not_json"))
        return reading
    if not isinstance(document, _Pairs):
        reading.mistakes.append(Mistake(EDITION, 1, "", "not_an_object", quoted(text)))
        return reading
    _Reader(reading, text).read(document)
    return reading


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _no_number(name: str) -> float:
    raise ValueError(name)


class _Reader:
    def __init__(self, reading: Reading, text: str) -> None:
        self._reading, self._text = reading, text

    def read(self, document: _Pairs) -> None:
        self._keys("", document, {*_PLAIN, "reach"}, {"themes"})
        said = self._reading.said
        for name, read in _PLAIN.items():
            if name in document:
                said[name] = self._value(name, document[name], read)
        if "reach" in document:
            said["reach"] = self._reach(document["reach"])
        if "themes" in document:
            said["themes"] = self._reading.themes = self._themes(document["themes"])
        self._order(said)
        if not any(each.correction is None for each in self._reading.mistakes):
            self._reading.edition = _edition(said)

    def _reach(self, value: Any) -> Any:
        if not isinstance(value, _Pairs):
            self._refuse("reach", "wrong_type", value, "{…}")
            return value
        self._keys("reach.", value, set(FACTORS), set())
        known = [name for name in FACTORS if name in value]
        return {name: self._value(f"reach.{name}", value[name], _factor) for name in known}

    def _themes(self, value: Any) -> dict[str, str]:
        if not isinstance(value, _Pairs):
            self._refuse("themes", "wrong_type", value, "{…}")
            return {}
        read = {}
        for name, title in value.items():
            slug = self._value(f"themes.{name}", name, _slug)
            read[slug] = str(self._value(f"themes.{name}", title, _title))
        return read

    def _keys(self, within: str, document: _Pairs, needed: set[str], others: set[str]) -> None:
        """Note keys that are missing, not known, or there twice."""
        there = ", ".join(document)
        for name in sorted(needed - document.keys()):
            self._refuse(f"{within}{name}", "missing_key", there)
        for name in sorted(document.keys() - needed - others):
            self._refuse(f"{within}{quoted(name)}", "unknown_key", "", ", ".join(sorted(needed)))
        for name in document.twice:
            self._refuse(f"{within}{quoted(name)}", "duplicate_key", "")

    def _value(self, name: str, value: Any, read: Callable[[Any], Any]) -> Any:
        try:
            return read(value)
        except BadCell as bad:
            self._refuse(name, bad.code, value, bad.wanted, bad.correction)
            return value if bad.correction is None else bad.correction

    def _order(self, said: Mapping[str, Any]) -> None:
        starts_on, ends_on = said.get("starts_on"), said.get("ends_on")
        refused = {each.column for each in self._reading.mistakes if each.correction is None}
        if {"starts_on", "ends_on"} & refused or not (starts_on and ends_on):
            return
        if ends_on < starts_on:
            self._refuse("ends_on", "ends_before", ends_on, starts_on)

    def _refuse(
        self, name: str, code: str, found: Any, wanted: str = "", correction: str | None = None
    ) -> None:
        said = found if isinstance(found, str) else json.dumps(found, ensure_ascii=False)
        mistake = Mistake(EDITION, self._line(name), name, code, quoted(said), wanted, correction)
        self._reading.mistakes.append(mistake)

    def _line(self, name: str) -> int:
        """Return the line of a key, or of what it should be in."""
        end = 0
        for part in name.split("."):
            found = re.compile(re.escape(json.dumps(part, ensure_ascii=False)) + r"\s*:").search(
                self._text, end
            )
            if found is None:
                break
            end = found.start()
        return self._text.count("\n", 0, end) + 1


def _string(value: Any) -> str:
    if not isinstance(value, str):
        raise BadCell("wrong_type", "« … »")
    if not value.strip():
        raise BadCell("required")
    return " ".join(value.split())


def _slug(value: Any) -> str:
    text = _string(value)
    if not is_slug(text):
        made = slug_of(text)
        raise BadCell("invalid_slug", "2021-2022", made if is_slug(made) else None)
    return text


def _title(value: Any) -> str:
    return text_up_to(200)(_string(value))


def _day(value: Any) -> str:
    return read_date(_string(value))


def _unquoted(value: Any) -> None:
    """Raise BadCell for a number that is written as a text."""
    if isinstance(value, str) and value.strip().replace(",", ".", 1).replace(".", "", 1).isdigit():
        raise BadCell("quoted_number")


def _target(value: Any) -> int:
    _unquoted(value)
    if not _is_number(value) or value != int(value):
        raise BadCell("not_whole", "0")
    if not 0 <= value <= MOST_PEOPLE:
        raise BadCell("too_small" if value < 0 else "too_great", f"0 à {MOST_PEOPLE}")
    return int(value)


def _factor(value: Any) -> Factor:
    if value == MEAN:
        return MEAN
    _unquoted(value)
    if not _is_number(value) or not 0 <= value <= HIGHEST_FACTOR:
        raise BadCell("bad_factor", MEAN)
    return float(value) if value != int(value) else int(value)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)


_PLAIN: dict[str, Callable[[Any], Any]] = {
    "slug": _slug,
    "title": _title,
    "starts_on": _day,
    "ends_on": _day,
    "target_people": _target,
}


def _edition(said: Mapping[str, Any]) -> EditionFile:
    return EditionFile(
        said["slug"],
        said["title"],
        date.fromisoformat(said["starts_on"]),
        date.fromisoformat(said["ends_on"]),
        said["target_people"],
        said["reach"],
        said.get("themes", {}),
    )
