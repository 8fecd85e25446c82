"""News for who has no address: a call in the place of the mail that cannot leave."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from ..demand.alerts import Alert
from ..events.registrations import EventRegistration
from ..ids import owned, subject_of
from ..mail.about import About, AboutAttendance, AboutSession, AboutTheme
from ..mail.kinds import KINDS
from ..mail.messages import Kind, Message
from ..people.participants import Participant
from ..sessions.bookings import Booking
from .phone_calls import CallState, PhoneCall, Reason

Thing = Booking | EventRegistration | Alert

REMINDERS = frozenset({Kind.BOOKING_REMINDER, Kind.EVENT_REMINDER})
"""Who was reminded is not called for the next reminder of the same."""

TOLD = REMINDERS | {
    Kind.BOOKING_MOVED,
    Kind.BOOKING_CANCELLED,
    Kind.DOCUMENT,
    Kind.EVENT_PROMOTED,
    Kind.EVENT_OFFER,
    Kind.EVENT_REMOVED,
    Kind.EVENT_CHANGED,
    Kind.EVENT_CANCELLED,
    Kind.THEME_OPEN,
}
"""What is told by telephone; the rest was said while the person was on the line, or can wait."""


def news_id(message: Message) -> str:
    """Return the id of the call that tells what a mail would, "" if none does.

    There is one for each session, event or theme.
    """
    return owned(subject_of(message.id), Reason.NEWS) if message.kind in TOLD else ""


def news(
    message: Message, about: About | None, before: PhoneCall | None, now: datetime
) -> PhoneCall | None:
    """Return the call that tells what a mail would have told, None if there is nothing to tell.

    `before` is the call about the same thing, if there is one: it stays if it told that already.
    """
    if not news_id(message) or KINDS[message.kind].why_unwanted(message, about, now):
        return None
    thing = _thing(about)
    call = PhoneCall(
        id=news_id(message),
        reason=Reason.NEWS,
        since=now,
        at=now,
        until=_until(message, about),
        adviser_id=thing.adviser_id if isinstance(thing, Booking) else "",
        kind=message.kind,
        message_id=message.id,
        sequence=_sequence(thing) if thing else 0,
    )
    if before is None:
        return call
    return None if _told(before, call) else before.needed_again(call)


def still_news(call: PhoneCall, person: Participant, held: Iterable[Any], now: datetime) -> bool:
    """Return whether a call tells somebody what they cannot read, and what is still so."""
    if call.reason is not Reason.NEWS or person.mailed_at:
        return False
    if call.state is CallState.NOT_NEEDED or (call.until is not None and now >= call.until):
        return False
    about = subject_of(call.id)
    things = (each for each in held if isinstance(each, Booking | EventRegistration | Alert))
    return any(each.id == about and _sequence(each) == call.sequence for each in things)


def _until(message: Message, about: About | None) -> datetime | None:
    """Return when what a mail tells is old: who is told of a theme has a turn."""
    if isinstance(about, AboutTheme):
        return about.alert.until
    return None if message.kind is Kind.DOCUMENT or about is None else about.begins_at


def _sequence(thing: Thing) -> int:
    """Return the number that rises with what is told of a thing; 0 of who waits to be told."""
    if isinstance(thing, Alert):
        return 0 if thing.waits else thing.asks
    return thing.sequence


def _thing(about: About | None) -> Thing | None:
    match about:
        case AboutTheme():
            return about.alert
        case AboutSession():
            return about.session
        case AboutAttendance():
            return about.registration
    return None


def _told(before: PhoneCall, call: PhoneCall) -> bool:
    same = (before.kind, before.sequence) == (call.kind, call.sequence)
    return before.message_id == call.message_id or (same and call.kind in REMINDERS)
