"""The kinds of mail: all that makes one kind other than another, in one table.

Why somebody receives a mail stands in its footer, which the law requires: `templates/words.toml`
says it for each kind, and nothing stands in for a reason that is missing.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, StrEnum, auto

from ..events.registrations import RegistrationStatus as S
from .about import About, AboutAttendance, AboutPerson, AboutRoundup, AboutSession
from .checks import (
    ASSURED,
    STANDING,
    AboutHeld,
    always,
    event_cancelled,
    event_stands_for,
    registration_is,
    seat_free,
    session_as_told,
    session_cancelled,
    session_held,
    session_stands,
    something_new,
    summary_there,
    survey_unanswered,
    topic_decided,
)
from .messages import Kind, Message


class Purpose(StrEnum):
    """What a mail is sent for. One can unsubscribe from all but what is transactional."""

    TRANSACTIONAL = "transactional"
    FOLLOW_UP = "follow_up"


class Urgency(Enum):
    """Whether a mail may wait for the next day, when its person has had the day's mails."""

    AT_ONCE = auto()
    """Never: it has a pace of its own, and others' requests must not lock a person out."""

    IN_TIME = auto()
    """If it still makes sense then; otherwise it has as many more to go."""

    BY_DAY = auto()
    """As well; and it waits while people sleep."""


class Carries(Enum):
    """What a mail carries beside its text."""

    NOTHING = auto()
    DOCUMENT = auto()
    """The PDF of a session."""

    INVITATION = auto()
    """An invitation for calendars, or the cancellation of one, as the session stands."""

    INVITATIONS = auto()
    """The same for each session that it tells of, as files."""

    SEAT = auto()
    """An invitation for calendars and the way in, if the seat is theirs."""

    WAY_IN = auto()
    """The way in alone, if the seat is theirs."""

    NO_MORE = auto()
    """The cancellation of an invitation for calendars."""


@dataclass(frozen=True)
class MailKind[A: About]:
    """What is decided of one kind of mail. Nothing has a default: each kind says all of it.

    It is about a thing of one of the classes `about`; `unwanted` tells whether that is no longer as
    the mail would tell it. `template` names its two files in `templates/emails/`.
    """

    about: tuple[type[A], ...]
    unwanted: Callable[[Message, A, datetime], str]
    purpose: Purpose
    urgency: Urgency
    carries: Carries
    template: str

    def why_unwanted(self, message: Message, about: About | None, now: datetime) -> str:
        """Return a short code for why the mail must not leave, or "" if it may."""
        if not isinstance(about, self.about):
            return self.about[0].missing
        return self.unwanted(message, about, now)

    @property
    def can_unsubscribe(self) -> bool:
        """Whether one can unsubscribe from it."""
        return self.purpose is not Purpose.TRANSACTIONAL

    @property
    def follows_session(self) -> bool:
        """Whether a session that took place causes it, be it an individual one or a group's."""
        return {AboutSession, AboutAttendance} <= set(self.about)


PERSON = (AboutPerson,)
SESSION = (AboutSession,)
ROUNDUP = (AboutRoundup,)
HELD: tuple[type[AboutHeld], ...] = (AboutSession, AboutAttendance)
EVENT = (AboutAttendance,)
SERVICE, FOLLOW_UP = Purpose.TRANSACTIONAL, Purpose.FOLLOW_UP
AT_ONCE, IN_TIME, BY_DAY = Urgency.AT_ONCE, Urgency.IN_TIME, Urgency.BY_DAY
NOTHING, DOCUMENT, INVITATION = Carries.NOTHING, Carries.DOCUMENT, Carries.INVITATION
INVITATIONS = Carries.INVITATIONS
SEAT, WAY_IN, NO_MORE = Carries.SEAT, Carries.WAY_IN, Carries.NO_MORE

AnyMailKind = (
    MailKind[AboutPerson]
    | MailKind[AboutSession]
    | MailKind[AboutRoundup]
    | MailKind[AboutAttendance]
    | MailKind[AboutHeld]
)

KINDS: dict[Kind, AnyMailKind] = {
    Kind.REGISTRATION: MailKind(PERSON, always, SERVICE, IN_TIME, NOTHING, "people/registration"),
    Kind.PERSONAL_LINK: MailKind(PERSON, always, SERVICE, IN_TIME, NOTHING, "people/personal_link"),
    Kind.BOOKING_CONFIRMED: MailKind(
        SESSION, session_stands, SERVICE, IN_TIME, INVITATION, "sessions/confirmed"
    ),
    Kind.BOOKING_MOVED: MailKind(
        SESSION, session_stands, SERVICE, IN_TIME, INVITATION, "sessions/moved"
    ),
    Kind.BOOKING_CANCELLED: MailKind(
        SESSION, session_cancelled, SERVICE, IN_TIME, INVITATION, "sessions/cancelled"
    ),
    Kind.BOOKING_REMINDER: MailKind(
        SESSION, session_stands, SERVICE, IN_TIME, NOTHING, "sessions/reminder"
    ),
    Kind.DOCUMENT: MailKind(HELD, session_held, SERVICE, IN_TIME, DOCUMENT, "documents/document"),
    Kind.SURVEY_INVITATION: MailKind(
        HELD, survey_unanswered, FOLLOW_UP, BY_DAY, NOTHING, "surveys/invitation"
    ),
    Kind.SURVEY_REMINDER: MailKind(
        HELD, survey_unanswered, FOLLOW_UP, BY_DAY, NOTHING, "surveys/reminder"
    ),
    Kind.ADDRESS_PROOF: MailKind(PERSON, always, SERVICE, IN_TIME, NOTHING, "people/address_proof"),
    Kind.ADDRESS_CHANGED: MailKind(
        PERSON, always, SERVICE, IN_TIME, NOTHING, "people/address_changed"
    ),
    Kind.STAFF_SIGN_IN: MailKind(PERSON, always, SERVICE, AT_ONCE, NOTHING, "people/staff_sign_in"),
    Kind.STAFF_DOCUMENT_FAILED: MailKind(
        PERSON, always, SERVICE, IN_TIME, NOTHING, "documents/staff_document_failed"
    ),
    Kind.STAFF_SESSION: MailKind(
        SESSION, session_as_told, SERVICE, AT_ONCE, INVITATION, "sessions/staff_session"
    ),
    Kind.STAFF_ROUNDUP: MailKind(
        ROUNDUP, something_new, SERVICE, BY_DAY, INVITATIONS, "sessions/staff_roundup"
    ),
    Kind.EVENT_CONFIRMED: MailKind(
        EVENT, registration_is(*ASSURED), SERVICE, IN_TIME, SEAT, "events/seats/confirmed"
    ),
    Kind.EVENT_WAITLISTED: MailKind(
        EVENT, registration_is(S.WAITLISTED), SERVICE, IN_TIME, NOTHING, "events/line/waitlisted"
    ),
    Kind.EVENT_PROMOTED: MailKind(
        EVENT, registration_is(*ASSURED), SERVICE, BY_DAY, SEAT, "events/seats/promoted"
    ),
    Kind.EVENT_OFFER: MailKind(
        EVENT, registration_is(S.OFFERED), SERVICE, BY_DAY, NOTHING, "events/line/offer"
    ),
    Kind.EVENT_OFFER_LAPSED: MailKind(
        EVENT, registration_is(S.WAITLISTED), SERVICE, IN_TIME, NOTHING, "events/line/offer_lapsed"
    ),
    Kind.EVENT_SEAT_FREE: MailKind(
        EVENT, seat_free, SERVICE, IN_TIME, NOTHING, "events/line/seat_free"
    ),
    Kind.EVENT_SWITCHED: MailKind(
        EVENT,
        registration_is(*ASSURED, S.WAITLISTED),
        SERVICE,
        IN_TIME,
        SEAT,
        "events/seats/switched",
    ),
    Kind.EVENT_LEFT: MailKind(
        EVENT, registration_is(S.CANCELLED), SERVICE, IN_TIME, NO_MORE, "events/seats/left"
    ),
    Kind.EVENT_REMOVED: MailKind(
        EVENT, registration_is(S.CANCELLED), SERVICE, IN_TIME, NO_MORE, "events/seats/removed"
    ),
    Kind.EVENT_CHANGED: MailKind(
        EVENT, event_stands_for(*STANDING), SERVICE, IN_TIME, SEAT, "events/news/changed"
    ),
    Kind.EVENT_CANCELLED: MailKind(
        EVENT, event_cancelled, SERVICE, IN_TIME, NO_MORE, "events/news/cancelled"
    ),
    Kind.EVENT_REMINDER: MailKind(
        EVENT, event_stands_for(*ASSURED), SERVICE, IN_TIME, WAY_IN, "events/news/reminder"
    ),
    Kind.EVENT_WAITING: MailKind(
        EVENT, event_stands_for(S.WAITLISTED), SERVICE, IN_TIME, NOTHING, "events/line/waiting"
    ),
    Kind.EVENT_SUMMARY: MailKind(
        EVENT, summary_there, FOLLOW_UP, BY_DAY, NOTHING, "events/news/summary"
    ),
    Kind.EVENT_DIGEST: MailKind(
        EVENT, summary_there, FOLLOW_UP, BY_DAY, NOTHING, "events/news/digest"
    ),
    Kind.TOPIC_CHOSEN: MailKind(
        EVENT, topic_decided, SERVICE, BY_DAY, NOTHING, "events/topics/chosen"
    ),
    Kind.TOPIC_NOT_CHOSEN: MailKind(
        EVENT, topic_decided, SERVICE, BY_DAY, NOTHING, "events/topics/not_chosen"
    ),
}
