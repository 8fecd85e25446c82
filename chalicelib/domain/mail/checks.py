"""Whether what a mail is about is still as the mail tells it: one check for each sort of mail.

Each returns a short code for why the mail must not leave, or "" if it may.
"""

from collections.abc import Callable
from datetime import datetime

from ..events.events import Event
from ..events.registrations import EventRegistration, RegistrationStatus
from ..letters.letters import Letter, Whom
from ..sessions.bookings import BookingStatus
from .about import (
    AboutAttendance,
    AboutLetter,
    AboutPerson,
    AboutRequest,
    AboutRoundup,
    AboutSession,
    AboutTheme,
    AboutTrial,
)
from .messages import Message

HOURS_TAKEN = "hours_taken"
"""What was free is booked: whoever would have been told is back in line."""

LETTER_STOPPED = "letter_stopped"

AboutHeld = AboutSession | AboutAttendance
"""A session that took place: an individual one, or that of a group."""

EventCheck = Callable[[Message, AboutAttendance, datetime], str]

BOOKING_CHANGED = "booking_changed"
"""The session is no longer as the mail tells it."""

ASSURED = frozenset(
    {RegistrationStatus.CONFIRMED, RegistrationStatus.ATTENDED, RegistrationStatus.ABSENT}
)
STANDING = frozenset(RegistrationStatus) - {RegistrationStatus.CANCELLED}


def always(message: Message, about: AboutPerson | AboutTrial, now: datetime) -> str:
    return ""


def request_waits(message: Message, about: AboutRequest, now: datetime) -> str:
    """Check that nobody has answered the request yet."""
    return "" if about.request.open else "request_closed"


def nobody_said_yet(message: Message, about: AboutRequest, now: datetime) -> str:
    """Check that the request waits for its person to say that it is them."""
    waits = about.request.open and about.request.identified_at is None
    return "" if waits else "request_closed"


def copy_wanted(message: Message, about: AboutRequest, now: datetime) -> str:
    return "" if about.request.recipient == message.to else "request_closed"


def hours_free(message: Message, about: AboutTheme, now: datetime) -> str:
    """Check that they were told and not asked anew since, and that an hour is still free."""
    as_told = about.alert.asks == message.sequence and not about.alert.waits
    if not as_told:
        return "alert_gone"
    return "" if any(each.bookable(now) for each in about.free) else HOURS_TAKEN


def session_stands(message: Message, about: AboutSession, now: datetime) -> str:
    """Check that the session is still to take place, at the time that the mail tells."""
    as_told = about.session.booked and about.session.sequence == message.sequence
    return "" if as_told else BOOKING_CHANGED


def link_as_told(message: Message, about: AboutSession, now: datetime) -> str:
    """Check that the session stands, and that its link was not changed once more."""
    other = about.session.link_changes != message.step
    return session_stands(message, about, now) or (BOOKING_CHANGED if other else "")


def session_cancelled(message: Message, about: AboutSession, now: datetime) -> str:
    cancelled = about.session.status is BookingStatus.CANCELLED
    return "" if cancelled else BOOKING_CHANGED


def session_as_told(message: Message, about: AboutSession, now: datetime) -> str:
    """Check that nothing has become of the session since: neither a change nor an outcome."""
    open_yet = about.session.status in (BookingStatus.BOOKED, BookingStatus.CANCELLED)
    as_told = open_yet and about.session.sequence == message.sequence
    return "" if as_told else BOOKING_CHANGED


def own_change_to_note(message: Message, about: AboutSession, now: datetime) -> str:
    """Check that the session is as she left it, and that her calendar has it from us."""
    return session_as_told(message, about, now) or ("" if about.invited else "not_invited")


def something_new(message: Message, about: AboutRoundup, now: datetime) -> str:
    return "" if about.news or about.unread else "nothing_new"


def session_held(message: Message, about: AboutHeld, now: datetime) -> str:
    return BOOKING_CHANGED if about.session is None else ""


def survey_unanswered(message: Message, about: AboutHeld, now: datetime) -> str:
    if about.session is None:
        return BOOKING_CHANGED
    if about.survey is None:
        return "survey_gone"
    return "answered" if about.survey.answers is not None else ""


def registration_is(*statuses: RegistrationStatus) -> EventCheck:
    """Return a check: the registration is as it was told of, and the event is still to come."""

    def check(message: Message, about: AboutAttendance, now: datetime) -> str:
        registration = about.registration
        if registration is None or registration.status not in statuses:
            return "registration_changed"
        if registration.sequence != message.sequence:
            return "registration_changed"
        return _passed(about.event, now)

    return check


def seat_free(message: Message, about: AboutAttendance, now: datetime) -> str:
    """Check that they still wait, and that the seat which the mail tells of is still free."""
    passed = _passed(about.event, now)
    if passed:
        return passed
    registration, seats = about.registration, about.seats
    if registration is None or not registration.waits:
        return "registration_changed"
    if seats is None or seats.freed != message.sequence:
        return "seat_taken"
    return "" if seats.promotable(registration.mode, now) else "seat_taken"


def event_stands_for(*statuses: RegistrationStatus) -> EventCheck:
    """Return a check: the event is as it was told of, and the person still comes."""

    def check(message: Message, about: AboutAttendance, now: datetime) -> str:
        if about.registration is None or about.registration.status not in statuses:
            return "registration_changed"
        if about.event.sequence != message.sequence:
            return "event_changed"
        return _passed(about.event, now)

    return check


def event_cancelled(message: Message, about: AboutAttendance, now: datetime) -> str:
    if about.event.cancelled_at is None:
        return "event_changed"
    gone = about.registration is None or not about.registration.stands
    return "registration_changed" if gone else ""


def summary_there(message: Message, about: AboutAttendance, now: datetime) -> str:
    return "" if about.event.summary else "event_changed"


def topic_decided(message: Message, about: AboutAttendance, now: datetime) -> str:
    """Check that the team has not changed its decision on the topic since."""
    passed = _passed(about.event, now)
    if passed:
        return passed
    if about.registration is None or not about.registration.stands:
        return "registration_changed"
    other = about.topic is None or about.topic.sequence != message.sequence
    return "topic_changed" if other else ""


def letter_stands(message: Message, about: AboutLetter, now: datetime) -> str:
    """Check that nobody has stopped the letter, and that the person is still one it is for."""
    if not about.letter.leaves:
        return LETTER_STOPPED
    of_event = bool(about.letter.audience.event_id)
    return "" if not of_event or meant(about.letter, about.registration) else "registration_changed"


def meant(letter: Letter, registration: EventRegistration | None) -> bool:
    """Return whether a letter to those of an event is for somebody with this registration."""
    if registration is None or not registration.stands:
        return False
    match letter.audience.whom:
        case Whom.COMING:
            return registration.assured or registration.status is RegistrationStatus.OFFERED
        case Whom.WAITING:
            return registration.waits
        case Whom.CAME:
            return registration.status is RegistrationStatus.ATTENDED
    return True


def _passed(event: Event, now: datetime) -> str:
    if event.cancelled_at is not None:
        return "event_cancelled"
    return "out_of_time" if event.begun(now) else ""
