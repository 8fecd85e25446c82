"""What admins set, each change with who made it and when; what holds of it."""

import json
from collections.abc import Container, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from ..errors import Conflict, InvalidFields
from ..ids import owned
from .checking import checked, wrong_together
from .fields import SCHEMA, Values

ADJUSTMENTS_ID = "adjustments"
"""The id of the one item that says what is set."""


@dataclass(frozen=True)
class Adjusted:
    """One setting as an admin last left it, at a time (UTC); `by` is her id.

    `value` is JSON, "" for the default. `change` is the number of the change that did it.
    """

    key: str
    value: str
    by: str
    at: datetime
    change: int


@dataclass(frozen=True)
class Changed:
    """A setting before and after a change, as JSON; "" stands for the default."""

    key: str
    before: str
    after: str


@dataclass(frozen=True)
class SettingsChange:
    """One change of settings, at a time (UTC), by the admin whose id is `by`; kept for good."""

    id: str
    number: int
    changed: tuple[Changed, ...]
    by: str
    at: datetime
    reason: str = ""
    version: int = 0


@dataclass(frozen=True)
class Adjustments:
    """What admins set in place of the defaults. `changes` is how many changes there have been."""

    id: str
    adjusted: tuple[Adjusted, ...] = ()
    changes: int = 0
    version: int = 0

    @property
    def by_key(self) -> Mapping[str, Adjusted]:
        return {each.key: each for each in self.adjusted}

    def written(self, key: str) -> str:
        """Return what is set of a key, as JSON; "" if it has its default."""
        held = self.by_key.get(key)
        return held.value if held else ""

    def changed(
        self, wanted: Mapping[str, str], by: str, now: datetime, reason: str = ""
    ) -> "tuple[Adjustments, SettingsChange | None]":
        """Return it with other values, and the change to be kept; None if nothing differs."""
        differing = tuple(
            Changed(key, self.written(key), value)
            for key, value in wanted.items()
            if value != self.written(key)
        )
        if not differing:
            return self, None
        number = self.changes + 1
        held = dict(self.by_key)
        held |= {each.key: Adjusted(each.key, each.after, by, now, number) for each in differing}
        after = replace(self, adjusted=tuple(held.values()), changes=number)
        return after, SettingsChange(change_id(number), number, differing, by, now, reason)

    def ensure_unchanged_since(self, number: int, wanted: Mapping[str, str]) -> None:
        """Raise SettingsChanged if somebody set one of these otherwise since that change.

        What they set the same, and what they set of others, is in nobody's way.
        """
        later = tuple(
            held
            for key, value in wanted.items()
            if (held := self.by_key.get(key)) and held.change > number and held.value != value
        )
        if later:
            raise SettingsChanged(later)


NOTHING_SET = Adjustments(ADJUSTMENTS_ID)


class SettingsChanged(Conflict):
    """Another admin changed the same settings after they were read: `later` says what."""

    code = "settings_changed"

    def __init__(self, later: tuple[Adjusted, ...]) -> None:
        super().__init__(self.code)
        self.later = later

    def details(self) -> dict[str, Any]:
        return {"changed": [each.key for each in self.later]}


@dataclass(frozen=True)
class Effective:
    """What holds: the value of each setting, and the keys of those that could not be taken."""

    values: Values
    refused: tuple[str, ...] = ()


def effective(defaults: Values, adjustments: Adjustments) -> Effective:
    """Return what holds: what admins set, but for what is wrong, alone or beside the others.

    An earlier release, or another, may have taken what this one does not: its default holds then.
    """
    set_alone = _right_alone(defaults, adjustments)
    values, refused = dict(set_alone.values), [*set_alone.refused]
    while wrong := next(wrong_together(values), None):
        for key in wrong[1]:
            if values[key] != defaults[key]:
                refused.append(key)
            values[key] = defaults[key]
    return Effective(values, tuple(refused))


def _right_alone(defaults: Values, adjustments: Adjustments) -> Effective:
    values, refused = dict(defaults), []
    for held in adjustments.adjusted:
        if not held.value:
            continue
        try:
            values[held.key] = checked(held.key, json.loads(held.value))
        except (InvalidFields, ValueError, RecursionError):
            refused.append(held.key)
    return Effective(values, tuple(refused))


def ensure_together(adjustments: Adjustments, keys: Container[str], defaults: Values) -> None:
    """Raise InvalidFields with all that is wrong of these settings beside the others."""
    values = _right_alone(defaults, adjustments).values
    wrong = [
        error for error, rests_on in wrong_together(values) if any(key in keys for key in rests_on)
    ]
    if wrong:
        raise InvalidFields(*wrong)


def as_written(key: str, value: Any, defaults: Values) -> str:
    """Return a value as it is kept: JSON, "" if it is the default. Raises InvalidFields."""
    found = checked(key, value)
    return "" if found == defaults[key] else written(found)


def written(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def defaults_of(told: Mapping[str, Any]) -> dict[str, Any]:
    """Return the defaults, from what the file says by key.

    Raises KeyError naming one that is missing, InvalidFields for what may not be.
    """
    values = {key: checked(key, told[key]) for key in SCHEMA}
    if wrong := [error for error, _ in wrong_together(values)]:
        raise InvalidFields(*wrong)
    return values


def change_id(number: int) -> str:
    """Return the id of a change; they sort by their number."""
    return owned(ADJUSTMENTS_ID, f"{number:08d}")
