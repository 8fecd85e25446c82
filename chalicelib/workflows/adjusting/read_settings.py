"""Read the settings: what holds, what an admin set, and each change with who made it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ...domain.adjusting.adjustments import (
    ADJUSTMENTS_ID,
    NOTHING_SET,
    Adjustments,
    Effective,
    SettingsChange,
    effective,
)
from ...domain.adjusting.fields import SCHEMA, Values
from ...domain.people.callers import Caller
from ...domain.people.staff import StaffMember
from ..callers import with_member
from ..ports import AdjustingStore, Loading

SHOWN = 20
"""How many changes a page shows."""

LAST = 99_999_999
"""More than any change's number."""


@dataclass(frozen=True)
class Setting:
    """One setting: what holds, its default, and who last left it so (`None`: nobody ever did).

    `refused`: what an admin set could not be taken, and the default holds.
    """

    key: str
    value: Any
    default: Any
    change: int = 0
    by: str = ""
    at: datetime | None = None
    refused: bool = False

    @property
    def adjusted(self) -> bool:
        return self.refused or self.value != self.default


@dataclass(frozen=True)
class SettingsView:
    """All settings, by key; `changes` is the number of the last change, `names` whose they are."""

    settings: dict[str, Setting]
    changes: int
    names: dict[str, str]
    latest: tuple[SettingsChange, ...] = ()
    older: int = 0

    def value(self, key: str) -> Any:
        return self.settings[key].value


def current_adjustments(*, store: Loading) -> Adjustments:
    """Return what admins set; nothing if it cannot be read, which is reported."""
    [held] = store.load(known=[(Adjustments, ADJUSTMENTS_ID)])
    return held or NOTHING_SET


def read_settings(
    caller: Caller, before: int = 0, *, store: AdjustingStore, defaults: Values
) -> SettingsView:
    """Return the settings, and the latest changes, or those numbered below `before`.

    Raises Forbidden, InvalidToken.
    """
    _, held = with_member(caller, store, known=[(Adjustments, ADJUSTMENTS_ID)])
    found = store.settings_changes(before or LAST, SHOWN + 1)
    return settings_view(held or NOTHING_SET, defaults, store, found)


def settings_view(
    held: Adjustments,
    defaults: Values,
    store: Loading,
    changes: Iterable[SettingsChange] = (),
) -> SettingsView:
    """Return what is shown of the settings, with the names of those who changed them."""
    found = tuple(changes)
    listed = found[:SHOWN]
    holds = effective(defaults, held)
    authors = sorted({each.by for each in held.adjusted} | {each.by for each in listed})
    team = store.load(known=[(StaffMember, each) for each in authors])
    return SettingsView(
        {key: _setting(key, held, defaults, holds) for key in SCHEMA},
        held.changes,
        {each.id: each.name for each in team if each is not None},
        listed,
        listed[-1].number if len(found) > SHOWN else 0,
    )


def _setting(key: str, held: Adjustments, defaults: Values, holds: Effective) -> Setting:
    last, value, default = held.by_key.get(key), holds.values[key], defaults[key]
    if last is None:
        return Setting(key, value, default)
    return Setting(key, value, default, last.change, last.by, last.at, key in holds.refused)
