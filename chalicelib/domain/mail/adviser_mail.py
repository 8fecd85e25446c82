"""What an adviser is told of her sessions: booked, moved, cancelled, or given by somebody else."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from ..ids import owned
from ..people.callers import Caller
from ..programme import Programme
from ..sessions.bookings import Booking
from . import by_day, roundups
from .messages import Kind, Message, State

MOST_CHANGES = 20
"""How far back one looks whether an adviser was told of a session."""


def after_change(
    booking: Booking,
    by: Caller,
    programme: Programme,
    now: datetime,
    before: Booking | None = None,
) -> list[Message]:
    """Return a message to the adviser, and to the one before if the session went to another.

    By night it waits for the morning, if it may. Who wants one mail a day has it gathered when it
    would leave. Who did it herself is only sent what keeps her calendar true.
    """
    was = before or booking
    advisers = dict.fromkeys((booking.adviser_id, was.adviser_id))
    told = [_told(booking, each, now) for each in advisers if each != by.person_id]
    news = [by_day.news(each, programme.sleep, booking.starts_at, was.starts_at) for each in told]
    return news + [_own(booking, each, now) for each in advisers if each == by.person_id]


def ids_of(booking: Booking) -> list[str]:
    """Return the ids of the mails that may tell its adviser of a session as it stands."""
    named = booking.adviser_id, booking.id, booking.sequence
    return [_told_id(*named), _own_id(*named)]


def before(own_change: Message) -> list[str]:
    """Return the ids of what an adviser may have been sent of a session before her own change."""
    adviser_id, booking_id, last = (
        own_change.person_id,
        own_change.booking_id,
        own_change.sequence,
    )
    numbers = range(max(0, last - MOST_CHANGES), last)
    return [made(adviser_id, booking_id, n) for made in (_told_id, _own_id) for n in numbers]


def invited(own_change: Message, earlier: Iterable[Message]) -> bool:
    """Return whether an invitation of the session was sent to who changed it herself.

    A summary tells a session as it is when it leaves: not one that she changed before.
    """
    found = list(earlier)
    own = [own_change, *(each for each in found if each.kind is Kind.STAFF_OWN_CHANGE)]
    return any(_sent(each) or _summed_up(each, own) for each in found)


def _sent(message: Message) -> bool:
    """Return whether a mail was sent, or may have been."""
    return message.accepted or message.state in (State.CLAIMED, State.UNKNOWN)


def _summed_up(message: Message, own: Iterable[Message]) -> bool:
    if message.reason != roundups.GATHERED:
        return False
    later = (each for each in own if each.sequence > message.sequence)
    return all(message.due_at <= each.due_at for each in later)


def of_roundup(roundup_id: str, closes: datetime, programme: Programme) -> Message:
    """Return the mail of a roundup, for when it closes (UTC); by day, if people sleep then."""
    mail = Message(roundups.mail_id(roundup_id), Kind.STAFF_ROUNDUP, due_at=closes, next_at=closes)
    return by_day.planned(mail, programme.sleep)


def _told(booking: Booking, adviser_id: str, now: datetime) -> Message:
    return Message(
        id=_told_id(adviser_id, booking.id, booking.sequence),
        kind=Kind.STAFF_SESSION,
        due_at=now,
        next_at=now,
        booking_id=booking.id,
        sequence=booking.sequence,
    )


def _own(booking: Booking, adviser_id: str, now: datetime) -> Message:
    told = _told(booking, adviser_id, now)
    identifier = _own_id(adviser_id, booking.id, booking.sequence)
    return replace(told, id=identifier, kind=Kind.STAFF_OWN_CHANGE)


def _told_id(adviser_id: str, booking_id: str, sequence: int) -> str:
    return owned(adviser_id, "session", booking_id, sequence)


def _own_id(adviser_id: str, booking_id: str, sequence: int) -> str:
    return owned(adviser_id, "own", booking_id, sequence)
