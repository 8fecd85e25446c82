"""Whether a message still makes sense: asked again inside each claim of it."""

from collections.abc import Callable
from datetime import datetime

from ..people.participants import Participant
from ..people.staff import StaffMember
from ..sessions.bookings import Booking, BookingStatus
from ..surveys.surveys import Survey
from . import event_mail
from .event_mail import Attendance
from .messages import SUBSCRIBED, Kind, Message

OF_THE_PERSON = frozenset({"person_gone", "address_bounced", "unsubscribed"})
"""Reasons that end when the person gives an address, subscribes or is let in again."""

LASTING = frozenset(
    {"out_of_time", "answered", "event_gone", "event_changed", "event_cancelled", "topic_changed"}
)
"""Reasons that never end: what is told is bound to a number that only rises.

All other reasons depend on the booking or the registration.
"""


def why_unwanted(
    message: Message,
    person: Participant | StaffMember | None,
    booking: Booking | None,
    survey: Survey | None,
    now: datetime,
    attendance: Attendance | None = None,
) -> str:
    """Return a short code for why the message must not leave, or "" if it is wanted."""
    if person is None or (isinstance(person, StaffMember) and not person.active):
        return "person_gone"
    if message.expires_at is not None and now >= message.expires_at:
        return "out_of_time"
    if isinstance(person, Participant):
        reason = _closed_to(person, message)
        if reason:
            return reason
    if message.kind in event_mail.OF_EVENTS:
        return event_mail.why_unwanted(message, attendance, now)
    check = _CHECKS.get(message.kind)
    return check(message, booking, survey) if check else ""


def _closed_to(person: Participant, message: Message) -> str:
    if person.bounced_at is not None:
        return "address_bounced"
    if message.kind in SUBSCRIBED and person.unsubscribed_at is not None:
        return "unsubscribed"
    return ""


def _stands(message: Message, booking: Booking | None, survey: Survey | None) -> str:
    if booking is None or not booking.booked or booking.sequence != message.sequence:
        return "booking_changed"
    return ""


def _was_cancelled(message: Message, booking: Booking | None, survey: Survey | None) -> str:
    if booking is None or booking.status is not BookingStatus.CANCELLED:
        return "booking_changed"
    return ""


def _held(message: Message, booking: Booking | None, survey: Survey | None) -> str:
    return "booking_changed" if booking is None else ""


def _unanswered(message: Message, booking: Booking | None, survey: Survey | None) -> str:
    if booking is None:
        return "booking_changed"
    if survey is None:
        return "survey_gone"
    return "answered" if survey.answers is not None else ""


_CHECKS: dict[Kind, Callable[[Message, Booking | None, Survey | None], str]] = {
    Kind.BOOKING_CONFIRMED: _stands,
    Kind.BOOKING_MOVED: _stands,
    Kind.BOOKING_REMINDER: _stands,
    Kind.BOOKING_CANCELLED: _was_cancelled,
    Kind.DOCUMENT: _held,
    Kind.SURVEY_INVITATION: _unanswered,
    Kind.SURVEY_REMINDER: _unanswered,
}
