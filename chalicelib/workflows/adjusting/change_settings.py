"""Change settings, put them back to their defaults, undo a change: one write, with its author."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from ...domain.adjusting.adjustments import (
    ADJUSTMENTS_ID,
    NOTHING_SET,
    Adjustments,
    SettingsChange,
    as_written,
    change_id,
    ensure_together,
)
from ...domain.adjusting.checking import ABOUT
from ...domain.adjusting.fields import Values
from ...domain.documents.themes import Theme
from ...domain.errors import FieldError, InvalidFields, NotFound
from ...domain.ids import settings_subject
from ...domain.people.callers import Caller
from ...domain.people.staff_acts import Deed, done
from ...domain.programme import Programme
from ..callers import with_member
from ..ports import AdjustingStore
from ..retrying import decided_afresh
from .read_settings import SettingsView, settings_view


@decided_afresh
def change_settings(
    caller: Caller,
    wanted: Mapping[str, Any],
    read: int | None,
    reason: str = "",
    *,
    store: AdjustingStore,
    defaults: Values,
    themes: dict[str, Theme],
    programme: Programme,
    now: datetime,
) -> SettingsView:
    """Set these, by key; None puts one back to its default. What is so already is no change.

    `read`: the number of the last change that was seen; None from who saw none. Raises Forbidden,
    InvalidToken, InvalidFields, SettingsChanged if another admin changed the same since.
    """
    _, held = with_member(caller, store, (Adjustments, ADJUSTMENTS_ID))
    held = held or NOTHING_SET
    values = _as_written(wanted, defaults, themes, programme.left_out_themes)
    if read is not None:
        held.ensure_unchanged_since(read, values)
    after = _written(caller, held, values, reason, store, defaults, now)
    return settings_view(after, defaults, store)


@decided_afresh
def undo_change(
    caller: Caller, number: int, *, store: AdjustingStore, defaults: Values, now: datetime
) -> SettingsView:
    """Put back what one change changed, as another change. Undone already, nothing changes.

    Raises Forbidden, InvalidToken, NotFound, InvalidFields, SettingsChanged if what it changed was
    changed again since.
    """
    _, held, change = with_member(
        caller, store, (Adjustments, ADJUSTMENTS_ID), (SettingsChange, change_id(number))
    )
    if held is None or change is None:
        raise NotFound
    values = {each.key: each.before for each in change.changed}
    held.ensure_unchanged_since(number, values)
    after = _written(caller, held, values, "", store, defaults, now)
    return settings_view(after, defaults, store)


def _as_written(
    wanted: Mapping[str, Any],
    defaults: Values,
    themes: Collection[str],
    left_out: Collection[str],
) -> dict[str, str]:
    """Return values as they are kept. Raises InvalidFields, with one error for each that is bad."""
    found: dict[str, str] = {}
    wrong: list[FieldError] = []
    for key, value in wanted.items():
        try:
            found[key] = (
                "" if value is None and key in defaults else as_written(key, value, defaults)
            )
        except InvalidFields as failure:
            wrong += failure.errors
    if "retired_themes" in found:
        wrong += _wrong_themes(wanted["retired_themes"] or (), themes, left_out)
    if wrong:
        raise InvalidFields(*wrong)
    return found


def _wrong_themes(
    retired: Collection[str], themes: Collection[str], left_out: Collection[str]
) -> list[FieldError]:
    """Return what is wrong with the themes that are to be on offer no more: one has to be left.

    Those that the region's files leave out are on offer in no case.
    """
    if any(each not in themes for each in retired):
        return [FieldError("retired_themes", "unknown_theme", about=ABOUT)]
    if retired and len({*retired, *left_out}) >= len(themes):
        return [FieldError("retired_themes", "too_few", about=ABOUT)]
    return []


def _written(
    caller: Caller,
    held: Adjustments,
    values: Mapping[str, str],
    reason: str,
    store: AdjustingStore,
    defaults: Values,
    now: datetime,
) -> Adjustments:
    after, change = held.changed(values, caller.person_id, now, reason)
    if change is None:
        return held
    ensure_together(after, values, defaults)
    unit = store.unit()
    saved = unit.save(after)
    unit.add(change)
    unit.add(*done(caller, Deed.SETTINGS_CHANGED, settings_subject(), saved.version, now, reason))
    unit.commit()
    return saved
