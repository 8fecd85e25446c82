"""What an adviser is told of her sessions: booked, moved, cancelled, or given by somebody else."""

from datetime import datetime

from ..ids import owned
from ..people.callers import Caller
from ..sessions.bookings import Booking
from .messages import Kind, Message


def after_change(
    booking: Booking, by: Caller, now: datetime, before: Booking | None = None
) -> list[Message]:
    """Return a message to the adviser, and to the one before if the session went to another.

    Who did it herself is not told.
    """
    advisers = dict.fromkeys((booking.adviser_id, (before or booking).adviser_id))
    return [_told(booking, each, now) for each in advisers if each != by.person_id]


def _told(booking: Booking, adviser_id: str, now: datetime) -> Message:
    return Message(
        id=owned(adviser_id, "session", booking.id, booking.sequence),
        kind=Kind.STAFF_SESSION,
        due_at=now,
        next_at=now,
        booking_id=booking.id,
        sequence=booking.sequence,
    )
