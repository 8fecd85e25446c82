"""Bookings: one participant, one slot, one theme, and what became of the session."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from ..documents.documents import Tool
from ..errors import Conflict, Invalid, NotFound
from ..ids import owner_of
from .slots import Format, Slot


class TooLate(Invalid):
    """The programme's deadline to move or cancel has passed."""

    code = "too_late"


class NotBooked(Conflict):
    """The session was cancelled or already has an outcome."""

    code = "not_booked"


class NotUnderWay(Conflict):
    """The session has not begun, is over, was cancelled or has an outcome."""

    code = "not_under_way"


class NotByVideo(Conflict):
    """The session is in person: there is no link to join it."""

    code = "not_by_video"


class NotSent(Conflict):
    """The session's document is not there yet: nothing of it can be corrected or sent again."""

    code = "not_sent"


class OutcomeRecorded(Conflict):
    """The session is recorded as held, and its document is on its way or sent."""

    code = "outcome_already_recorded"


class SlotNotFound(NotFound):
    """There is no such slot: it was withdrawn, or never existed."""

    code = "slot_not_found"


class BookingStatus(StrEnum):
    BOOKED = "booked"
    COMPLETED = "completed"
    NO_SHOW = "no_show"
    CANCELLED = "cancelled"


class Outcome(StrEnum):
    COMPLETED = "completed"
    NO_SHOW = "no_show"


BECOMES = {Outcome.COMPLETED: BookingStatus.COMPLETED, Outcome.NO_SHOW: BookingStatus.NO_SHOW}
"""What each outcome makes of a booking."""


@dataclass(frozen=True)
class OutcomeReport:
    """What the adviser reports about a session. `notes` is Markdown."""

    outcome: Outcome
    notes: str = ""
    tools: tuple[Tool, ...] = ()
    next_steps: tuple[str, ...] = ()


@dataclass(frozen=True)
class Booking:
    """A participant's hold on a slot, and then what became of the session. Times are UTC.

    `sequence` rises each time it moves or is cancelled: calendars and messages are bound to it.
    `held_at` is when the session ended, once it has an outcome, be it an absence (`NO_SHOW`).
    `reason` is what the team says of why it last moved or cancelled it; `offered` are the starts of
    the free hours that it proposed instead. `link_changes` counts how often its link was given or
    changed since it was booked: the mail that tells it is bound to that.
    """

    id: str
    slot_id: str
    theme: str
    starts_at: datetime
    ends_at: datetime
    adviser_id: str
    adviser_name: str
    format: Format
    booked_at: datetime
    meeting_url: str = ""
    needs: str = ""
    status: BookingStatus = BookingStatus.BOOKED
    sequence: int = 0
    report: OutcomeReport | None = None
    held_at: datetime | None = None
    reason: str = ""
    offered: tuple[datetime, ...] = ()
    link_changes: int = 0
    version: int = 0

    @property
    def participant_id(self) -> str:
        return owner_of(self.id)

    @property
    def held(self) -> bool:
        return self.status is BookingStatus.COMPLETED

    @property
    def booked(self) -> bool:
        return self.status is BookingStatus.BOOKED

    def upcoming(self, now: datetime) -> bool:
        """Return whether the session is still to come or under way."""
        return self.booked and now < self.ends_at

    def under_way(self, now: datetime) -> bool:
        """Return whether somebody may be expected there now."""
        return self.booked and self.starts_at <= now < self.ends_at

    def ensure_under_way(self, now: datetime) -> None:
        """Raise NotUnderWay unless somebody may be expected there now."""
        if not self.under_way(now):
            raise NotUnderWay

    def changeable(self, now: datetime, deadline: timedelta | None) -> bool:
        """Return whether it may be moved or cancelled, until `deadline` before the start.

        Staff have no deadline: None.
        """
        return self.booked and (deadline is None or now <= self.starts_at - deadline)

    def undo_until(self, within: timedelta) -> datetime:
        """Return until when a booking made by mistake may be cancelled, whatever the deadline."""
        return min(self.booked_at + within, self.starts_at)

    def moved(
        self, slot: Slot, now: datetime, deadline: timedelta | None, reason: str = ""
    ) -> "Booking":
        """Return the booking at another slot.

        Raises NotBooked, or TooLate within `deadline` of the start. Staff have no deadline: None.
        """
        self._ensure_changeable(now, deadline)
        return replace(_at(self, slot), sequence=self.sequence + 1, reason=reason)

    def with_link(self, url: str, now: datetime) -> "Booking":
        """Return the booking with another link to join. Raises NotBooked, NotByVideo."""
        if not self.upcoming(now):
            raise NotBooked
        if self.format is not Format.VIDEO:
            raise NotByVideo
        return replace(self, meeting_url=url, link_changes=self.link_changes + 1)

    def cancelled(
        self,
        now: datetime,
        deadline: timedelta | None,
        undo_within: timedelta = timedelta(),
        reason: str = "",
    ) -> "Booking":
        """Return the booking cancelled.

        Raises NotBooked, or TooLate within `deadline` of the start, unless it was booked less than
        `undo_within` ago.
        """
        if not (self.booked and now < self.undo_until(undo_within)):
            self._ensure_changeable(now, deadline)
        cancelled = BookingStatus.CANCELLED
        return replace(self, status=cancelled, sequence=self.sequence + 1, reason=reason)

    def with_outcome(self, report: OutcomeReport, now: datetime) -> "Booking":
        """Return the booking with the adviser's report.

        An absence may be corrected, a held session may not. A session may be held earlier than
        planned, so the start is not checked. Raises NotBooked for a cancelled session,
        OutcomeRecorded for one already held.
        """
        if self.status is BookingStatus.CANCELLED:
            raise NotBooked
        if self.held:
            raise OutcomeRecorded
        status = BECOMES[report.outcome]
        return replace(self, status=status, report=report, held_at=self._held_at(now))

    def reported_again(self, report: OutcomeReport) -> "Booking":
        """Return the booking with a report from which a document can be made.

        Raises OutcomeRecorded if the report says that the session was not held.
        """
        if report.outcome is not Outcome.COMPLETED:
            raise OutcomeRecorded
        return replace(self, report=report)

    def _held_at(self, now: datetime) -> datetime:
        """Return when the session ended; now, if it is recorded more than a day late.

        Later mails count from there.
        """
        late = now - self.ends_at > timedelta(days=1)
        return now if late else min(now, self.ends_at)

    def _ensure_changeable(self, now: datetime, deadline: timedelta | None) -> None:
        if not self.booked:
            raise NotBooked
        if not self.changeable(now, deadline):
            raise TooLate


def book(slot: Slot, booking_id: str, theme: str, needs: str, now: datetime) -> Booking:
    """Return a new booking of a slot that was found free."""
    return Booking(
        id=booking_id,
        slot_id=slot.id,
        theme=theme,
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        adviser_id=slot.adviser_id,
        adviser_name=slot.adviser_name,
        format=slot.format,
        meeting_url=slot.meeting_url,
        needs=needs,
        booked_at=now,
    )


def existing(booking: Booking | None) -> Booking:
    """Return the booking; raise NotFound if there is none."""
    if booking is None:
        raise NotFound
    return booking


def _at(booking: Booking, slot: Slot) -> Booking:
    """Return the booking at a slot; where that has no link, its adviser's stays."""
    stays = booking.meeting_url if slot.adviser_id == booking.adviser_id else ""
    return replace(
        booking,
        slot_id=slot.id,
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        adviser_id=slot.adviser_id,
        adviser_name=slot.adviser_name,
        format=slot.format,
        meeting_url=slot.meeting_url or stays,
    )
