"""Taking back what a tap set off: what it causes is written with it, but held for a moment.

Until then nothing has left, so that undoing deletes what was added, in one write.
"""

from dataclasses import replace
from datetime import datetime
from typing import Any, Protocol

from .errors import Conflict


class TooLateToUndo(Conflict):
    """The moment in which it could be undone has passed, or something of it has happened since."""

    code = "too_late_to_undo"


class Undoable(Protocol):
    """What something was before a deed, kept `until` (UTC) it can no longer be undone."""

    @property
    def until(self) -> datetime: ...


def held[T](entity: T, until: datetime) -> T:
    """Return what was just made, to be handed over at `until` (UTC) if it would be sooner."""
    waiting: Any = entity
    if waiting.next_at is None or waiting.next_at >= until:
        return entity
    return replace(waiting, next_at=until)  # type: ignore[no-any-return]


def ensure_undoable[B: Undoable](before: B | None, now: datetime) -> B:
    """Return what was before, if it may still be made so again. Raises TooLateToUndo."""
    if before is None or now >= before.until:
        raise TooLateToUndo
    return before
