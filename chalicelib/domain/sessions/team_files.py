"""What the team keeps of a session for itself: notes, and for a moment what it was before."""

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from ..errors import Conflict
from ..undoing import ensure_undoable
from .bookings import Booking, BookingStatus, OutcomeReport


class NotesChanged(Conflict):
    """Somebody else of the team wrote other notes since these were read."""

    code = "notes_changed"


@dataclass(frozen=True)
class Before:
    """What a session was before an outcome was recorded, or it was cancelled, `at` (UTC).

    `until` is when that can be undone; `reason` is why it had last moved.
    """

    at: datetime
    until: datetime
    status: BookingStatus
    report: OutcomeReport | None = None
    held_at: datetime | None = None
    reason: str = ""


@dataclass(frozen=True)
class TeamNotes:
    """What the team noted of a session, last changed `at` (UTC). No mail, no document has it."""

    text: str
    at: datetime


@dataclass(frozen=True)
class TeamFile:
    """The team's own side of a session, under the id of its booking.

    `before` is what undoing the outcome, or the cancellation, makes of the session.
    """

    id: str
    notes: TeamNotes | None = None
    before: Before | None = None
    version: int = 0

    @property
    def blank(self) -> bool:
        return self.notes is None and self.before is None

    def remembering(self, booking: Booking, now: datetime, held_for: timedelta) -> "TeamFile":
        """Return the file with the session as it is, for `held_for`."""
        was = Before(
            now, now + held_for, booking.status, booking.report, booking.held_at, booking.reason
        )
        return replace(self, before=was)

    def noted(self, text: str, now: datetime) -> "TeamFile":
        """Return the file with other notes; "" is none."""
        return replace(self, notes=TeamNotes(text, now) if text else None)

    def settled(self) -> "TeamFile":
        """Return the file once what was done is undone, or cannot be any more."""
        return replace(self, before=None)

    def undoable_until(self, now: datetime) -> datetime | None:
        """Return until when what was done can be undone, if it still can."""
        return self.before.until if self.before and now < self.before.until else None


def undone(booking: Booking, file: TeamFile | None, now: datetime) -> tuple[Booking, Before]:
    """Return a booking as it was before its outcome, and that. Raises TooLateToUndo."""
    before = ensure_undoable(file.before if file else None, now)
    was = replace(booking, status=before.status, report=before.report, held_at=before.held_at)
    return was, before


def uncancelled(booking: Booking, file: TeamFile | None, now: datetime) -> Booking:
    """Return a booking as it was before the team cancelled it. Raises TooLateToUndo."""
    before = ensure_undoable(file.before if file else None, now)
    was = replace(booking, status=before.status, reason=before.reason)
    return replace(was, sequence=booking.sequence - 1)


def mark(notes: TeamNotes | None) -> str:
    """Return what tells that these notes were read, or "" of none."""
    return hashlib.sha256(notes.text.encode()).hexdigest()[:20] if notes else ""


def ensure_read(notes: TeamNotes | None, read: str) -> None:
    """Raise NotesChanged if what is kept is not what somebody read before they wrote."""
    if mark(notes) != read:
        raise NotesChanged
