"""What an adviser is told of her sessions: booked, moved, cancelled, or given by somebody else."""

from datetime import datetime

from ..ids import owned
from ..people.callers import Caller
from ..programme import Programme
from ..sessions.bookings import Booking
from . import by_day, roundups
from .messages import Kind, Message


def after_change(
    booking: Booking, by: Caller, now: datetime, before: Booking | None = None
) -> list[Message]:
    """Return a message to the adviser, and to the one before if the session went to another.

    Who did it herself is not told. Who wants one mail a day has it gathered when it would leave.
    """
    advisers = dict.fromkeys((booking.adviser_id, (before or booking).adviser_id))
    return [_told(booking, each, now) for each in advisers if each != by.person_id]


def of_roundup(roundup_id: str, closes: datetime, programme: Programme) -> Message:
    """Return the mail of a roundup, for when it closes (UTC); by day, if people sleep then."""
    mail = Message(roundups.mail_id(roundup_id), Kind.STAFF_ROUNDUP, due_at=closes, next_at=closes)
    return by_day.planned(mail, programme.sleep)


def _told(booking: Booking, adviser_id: str, now: datetime) -> Message:
    return Message(
        id=owned(adviser_id, "session", booking.id, booking.sequence),
        kind=Kind.STAFF_SESSION,
        due_at=now,
        next_at=now,
        booking_id=booking.id,
        sequence=booking.sequence,
    )
