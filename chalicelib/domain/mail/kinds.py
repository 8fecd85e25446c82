"""The kinds of mail: all that makes one kind other than another, in one table.

Why somebody receives a mail stands in its footer, which the law requires: `templates/words.toml`
says it for each kind, and nothing stands in for a reason that is missing.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto

from ..events.registrations import RegistrationStatus as S
from ..people.mail_purposes import MailPurpose
from ..programme import Programme
from .about import (
    About,
    AboutAttendance,
    AboutLetter,
    AboutPerson,
    AboutRequest,
    AboutRoundup,
    AboutSession,
    AboutTheme,
    AboutTrial,
)
from .checks import (
    ASSURED,
    STANDING,
    AboutHeld,
    always,
    copy_wanted,
    event_cancelled,
    event_stands_for,
    hours_free,
    letter_stands,
    link_as_told,
    nobody_said_yet,
    own_change_to_note,
    registration_is,
    request_waits,
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
from .limits.manners import Night, Urgency
from .messages import Kind, Message


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
    purpose: MailPurpose
    urgency: Urgency
    night: Night
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
        return self.purpose is not MailPurpose.TRANSACTIONAL

    @property
    def follows_session(self) -> bool:
        """Whether a session that took place causes it, be it an individual one or a group's."""
        return {AboutSession, AboutAttendance} <= set(self.about)


PERSON, SESSION, ROUNDUP = (AboutPerson,), (AboutSession,), (AboutRoundup,)
HELD: tuple[type[AboutHeld], ...] = (AboutSession, AboutAttendance)
EVENT, REQUEST, THEME = (AboutAttendance,), (AboutRequest,), (AboutTheme,)
TRIAL, LETTER = (AboutTrial,), (AboutLetter,)
SERVICE, SURVEYS = MailPurpose.TRANSACTIONAL, MailPurpose.SURVEYS
SUMMARIES, COMMUNITY = MailPurpose.SUMMARIES, MailPurpose.COMMUNITY
LETTERS = MailPurpose.LETTERS
in_line = registration_is(S.WAITLISTED)
AT_ONCE, IN_TIME = Urgency.AT_ONCE, Urgency.IN_TIME
LEAVES, WAITS, REMINDS, NEWS = Night.LEAVES, Night.WAITS, Night.REMINDS, Night.NEWS
NOTHING, DOCUMENT, INVITATION = Carries.NOTHING, Carries.DOCUMENT, Carries.INVITATION
INVITATIONS = Carries.INVITATIONS
SEAT, WAY_IN, NO_MORE = Carries.SEAT, Carries.WAY_IN, Carries.NO_MORE

AnyMailKind = (
    MailKind[AboutPerson]
    | MailKind[AboutSession]
    | MailKind[AboutRoundup]
    | MailKind[AboutAttendance]
    | MailKind[AboutHeld]
    | MailKind[AboutRequest]
    | MailKind[AboutTheme]
    | MailKind[AboutTrial]
    | MailKind[AboutLetter]
)

KINDS: dict[Kind, AnyMailKind] = {
    Kind.REGISTRATION: MailKind(
        PERSON, always, SERVICE, IN_TIME, LEAVES, NOTHING, "people/registration"
    ),
    Kind.PERSONAL_LINK: MailKind(
        PERSON, always, SERVICE, IN_TIME, LEAVES, NOTHING, "people/personal_link"
    ),
    Kind.BOOKING_CONFIRMED: MailKind(
        SESSION, session_stands, SERVICE, IN_TIME, LEAVES, INVITATION, "sessions/confirmed"
    ),
    Kind.BOOKING_MOVED: MailKind(
        SESSION, session_stands, SERVICE, IN_TIME, LEAVES, INVITATION, "sessions/moved"
    ),
    Kind.BOOKING_CANCELLED: MailKind(
        SESSION, session_cancelled, SERVICE, IN_TIME, LEAVES, INVITATION, "sessions/cancelled"
    ),
    Kind.BOOKING_REMINDER: MailKind(
        SESSION, session_stands, SERVICE, IN_TIME, REMINDS, NOTHING, "sessions/reminder"
    ),
    Kind.BOOKING_EXPECTED: MailKind(
        SESSION, session_stands, SERVICE, AT_ONCE, LEAVES, NOTHING, "sessions/expected"
    ),
    Kind.BOOKING_LINK: MailKind(
        SESSION, link_as_told, SERVICE, IN_TIME, NEWS, NOTHING, "sessions/link/given"
    ),
    Kind.DOCUMENT: MailKind(
        HELD, session_held, SERVICE, IN_TIME, WAITS, DOCUMENT, "documents/document"
    ),
    Kind.SURVEY_INVITATION: MailKind(
        HELD, survey_unanswered, SURVEYS, IN_TIME, WAITS, NOTHING, "surveys/invitation"
    ),
    Kind.SURVEY_REMINDER: MailKind(
        HELD, survey_unanswered, SURVEYS, IN_TIME, WAITS, NOTHING, "surveys/reminder"
    ),
    Kind.ADDRESS_PROOF: MailKind(
        PERSON, always, SERVICE, IN_TIME, LEAVES, NOTHING, "people/address_proof"
    ),
    Kind.ADDRESS_CHANGED: MailKind(
        PERSON, always, SERVICE, IN_TIME, LEAVES, NOTHING, "people/address_changed"
    ),
    Kind.STAFF_SIGN_IN: MailKind(
        PERSON, always, SERVICE, AT_ONCE, LEAVES, NOTHING, "people/staff_sign_in"
    ),
    Kind.STAFF_DOCUMENT_FAILED: MailKind(
        PERSON, always, SERVICE, IN_TIME, WAITS, NOTHING, "documents/staff_document_failed"
    ),
    Kind.STAFF_TEXT_TRIED: MailKind(
        TRIAL, always, SERVICE, IN_TIME, LEAVES, NOTHING, "wording/tried"
    ),
    Kind.STAFF_SESSION: MailKind(
        SESSION, session_as_told, SERVICE, AT_ONCE, NEWS, INVITATION, "sessions/staff_session"
    ),
    Kind.STAFF_OWN_CHANGE: MailKind(
        SESSION,
        own_change_to_note,
        SERVICE,
        AT_ONCE,
        LEAVES,
        INVITATION,
        "sessions/staff_own_change",
    ),
    Kind.STAFF_ROUNDUP: MailKind(
        ROUNDUP, something_new, SERVICE, IN_TIME, WAITS, INVITATIONS, "sessions/staff_roundup"
    ),
    Kind.COMMUNITY_INVITATION: MailKind(
        PERSON, always, COMMUNITY, IN_TIME, WAITS, NOTHING, "people/community"
    ),
    Kind.EVENT_CONFIRMED: MailKind(
        EVENT, registration_is(*ASSURED), SERVICE, IN_TIME, LEAVES, SEAT, "events/seats/confirmed"
    ),
    Kind.EVENT_WAITLISTED: MailKind(
        EVENT, in_line, SERVICE, IN_TIME, LEAVES, NOTHING, "events/line/waitlisted"
    ),
    Kind.EVENT_PROMOTED: MailKind(
        EVENT, registration_is(*ASSURED), SERVICE, IN_TIME, WAITS, SEAT, "events/seats/promoted"
    ),
    Kind.EVENT_OFFER: MailKind(
        EVENT, registration_is(S.OFFERED), SERVICE, IN_TIME, WAITS, NOTHING, "events/line/offer"
    ),
    Kind.EVENT_OFFER_LAPSED: MailKind(
        EVENT, in_line, SERVICE, IN_TIME, WAITS, NOTHING, "events/line/offer_lapsed"
    ),
    Kind.EVENT_SEAT_FREE: MailKind(
        EVENT, seat_free, SERVICE, IN_TIME, WAITS, NOTHING, "events/line/seat_free"
    ),
    Kind.EVENT_SWITCHED: MailKind(
        EVENT,
        registration_is(*ASSURED, S.WAITLISTED),
        SERVICE,
        IN_TIME,
        LEAVES,
        SEAT,
        "events/seats/switched",
    ),
    Kind.EVENT_LEFT: MailKind(
        EVENT, registration_is(S.CANCELLED), SERVICE, IN_TIME, LEAVES, NO_MORE, "events/seats/left"
    ),
    Kind.EVENT_REMOVED: MailKind(
        EVENT, registration_is(S.CANCELLED), SERVICE, IN_TIME, NEWS, NO_MORE, "events/seats/removed"
    ),
    Kind.EVENT_CHANGED: MailKind(
        EVENT, event_stands_for(*STANDING), SERVICE, IN_TIME, NEWS, SEAT, "events/news/changed"
    ),
    Kind.EVENT_CANCELLED: MailKind(
        EVENT, event_cancelled, SERVICE, IN_TIME, NEWS, NO_MORE, "events/news/cancelled"
    ),
    Kind.EVENT_REMINDER: MailKind(
        EVENT, event_stands_for(*ASSURED), SERVICE, IN_TIME, REMINDS, WAY_IN, "events/news/reminder"
    ),
    Kind.EVENT_WAITING: MailKind(
        EVENT,
        event_stands_for(S.WAITLISTED),
        SERVICE,
        IN_TIME,
        REMINDS,
        NOTHING,
        "events/line/waiting",
    ),
    Kind.EVENT_SUMMARY: MailKind(
        EVENT, summary_there, SUMMARIES, IN_TIME, WAITS, NOTHING, "events/news/summary"
    ),
    Kind.EVENT_DIGEST: MailKind(
        EVENT, summary_there, SUMMARIES, IN_TIME, WAITS, NOTHING, "events/news/digest"
    ),
    Kind.THEME_OPEN: MailKind(THEME, hours_free, SERVICE, IN_TIME, WAITS, NOTHING, "demand/open"),
    Kind.TOPIC_CHOSEN: MailKind(
        EVENT, topic_decided, SERVICE, IN_TIME, WAITS, NOTHING, "events/topics/chosen"
    ),
    Kind.TOPIC_NOT_CHOSEN: MailKind(
        EVENT, topic_decided, SERVICE, IN_TIME, WAITS, NOTHING, "events/topics/not_chosen"
    ),
    Kind.ERASED: MailKind(PERSON, always, SERVICE, IN_TIME, LEAVES, NOTHING, "privacy/erased"),
    Kind.PRIVACY_IDENTITY: MailKind(
        REQUEST, nobody_said_yet, SERVICE, IN_TIME, WAITS, NOTHING, "privacy/identity"
    ),
    Kind.PRIVACY_COPY: MailKind(
        REQUEST, copy_wanted, SERVICE, IN_TIME, LEAVES, NOTHING, "privacy/copy"
    ),
    Kind.PRIVACY_WAITING: MailKind(
        REQUEST, request_waits, SERVICE, IN_TIME, WAITS, NOTHING, "privacy/waiting"
    ),
    Kind.LETTER: MailKind(
        LETTER, letter_stands, LETTERS, IN_TIME, WAITS, NOTHING, "letters/letter"
    ),
    Kind.EVENT_LETTER: MailKind(
        LETTER, letter_stands, LETTERS, IN_TIME, WAITS, NOTHING, "letters/event_letter"
    ),
}


def sent_where(programme: Programme) -> list[Kind]:
    """Return the kinds of mails that a region sends: nobody is invited where no community is."""
    return [
        kind for kind in Kind if kind is not Kind.COMMUNITY_INVITATION or programme.community_url
    ]
