"""What a mail is about: one thing, with all that the mail tells of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from ..demand.alerts import Alert
from ..events.events import Event
from ..events.registrations import EventRegistration
from ..events.seats import Seats
from ..events.topics import TopicProposal
from ..letters.letters import Letter
from ..people.participants import Participant
from ..people.privacy_requests import PrivacyRequest
from ..people.staff import StaffMember
from ..sessions.bookings import Booking
from ..sessions.slots import Slot
from ..surveys.surveys import Survey
from .roundups import News, Roundup
from .wording.trials import TriedText

Recipient = Participant | StaffMember


def mailed_at(person: Recipient) -> str:
    """Return the address where mails for somebody go: a child's go to their guardian."""
    return person.mailed_at if isinstance(person, Participant) else person.email


@dataclass(frozen=True)
class Asked:
    """An event that forms asked for, or a `series` of them by its title: seats, soonest first."""

    seats: tuple[tuple[Event, EventRegistration], ...]
    series: str = ""


@dataclass(frozen=True)
class AboutPerson:
    """Only the person: their registration, their personal link, a sign-in of the team.

    `also_asked`: what else forms asked for an address that nobody has proven.
    """

    also_asked: tuple[Asked, ...] = ()

    missing: ClassVar[str] = "person_gone"
    begins_at: ClassVar[None] = None
    rests_on: ClassVar[tuple[()]] = ()


@dataclass(frozen=True)
class AboutSession:
    """An individual session, with its survey if there is one; its participant, for the team.

    `invited`: its adviser, who changed it herself, was sent an invitation of it before.
    """

    session: Booking
    survey: Survey | None = None
    participant: Participant | None = None
    invited: bool = False

    missing: ClassVar[str] = "booking_changed"

    @property
    def begins_at(self) -> datetime:
        return self.session.starts_at

    @property
    def rests_on(self) -> tuple[Booking, Survey | None]:
        return self.session, self.survey


@dataclass(frozen=True)
class AboutAttendance:
    """An event, for one person. Those who are not registered may read its summary too.

    `position` is theirs in line, 0 if unknown; `topic` and `seats` are there if the mail is
    about them. `session` is what the event counts for once they came, with its survey; only mails
    that follow a session have it. `also_asked` is as for a person.
    """

    event: Event
    registration: EventRegistration | None
    position: int = 0
    topic: TopicProposal | None = None
    seats: Seats | None = None
    session: Booking | None = None
    survey: Survey | None = None
    also_asked: tuple[Asked, ...] = ()

    missing: ClassVar[str] = "event_gone"

    @property
    def begins_at(self) -> datetime:
        return self.event.starts_at

    @property
    def rests_on(self) -> tuple[EventRegistration | None, Survey | None]:
        # Not the event: if it were checked, thousands of mails would block one another.
        return self.registration, self.survey


@dataclass(frozen=True)
class AboutRoundup:
    """What became of an adviser's sessions since the roundup before.

    `unread` counts those that cannot be read: that something became of them is told all the same.
    """

    roundup: Roundup
    news: tuple[News, ...]
    unread: int = 0

    missing: ClassVar[str] = "nothing_new"
    begins_at: ClassVar[None] = None

    @property
    def rests_on(self) -> tuple[Roundup]:
        # Not the sessions: a change of theirs has a mail of its own, which is gathered after this.
        return (self.roundup,)


@dataclass(frozen=True)
class AboutRequest:
    """What somebody asks of what is held about them."""

    request: PrivacyRequest

    missing: ClassVar[str] = "request_closed"
    begins_at: ClassVar[None] = None

    @property
    def rests_on(self) -> tuple[PrivacyRequest]:
        return (self.request,)


@dataclass(frozen=True)
class AboutTheme:
    """A theme of which somebody wanted to be told, with its next free hours, soonest first."""

    alert: Alert
    free: tuple[Slot, ...]

    missing: ClassVar[str] = "alert_gone"
    begins_at: ClassVar[None] = None

    @property
    def rests_on(self) -> tuple[Alert]:
        return (self.alert,)


@dataclass(frozen=True)
class AboutTrial:
    """A text that the member who receives the mail is trying."""

    tried: TriedText

    missing: ClassVar[str] = "trial_gone"
    begins_at: ClassVar[None] = None
    rests_on: ClassVar[tuple[()]] = ()


@dataclass(frozen=True)
class AboutLetter:
    """A letter of the team; `registration` is the person's for the `event` that it is about."""

    letter: Letter
    event: Event | None = None
    registration: EventRegistration | None = None

    missing: ClassVar[str] = "letter_gone"
    begins_at: ClassVar[None] = None

    @property
    def rests_on(self) -> tuple[EventRegistration | None]:
        # Not the letter: if it were checked, thousands of mails would block one another.
        return (self.registration,)


About = (
    AboutPerson
    | AboutSession
    | AboutAttendance
    | AboutRoundup
    | AboutRequest
    | AboutTheme
    | AboutTrial
    | AboutLetter
)
"""Each says what a sender has to know, whatever its mail is about.

`missing` is why a mail is unwanted if what it is about is not there. `begins_at` (UTC) is when that
begins. `rests_on` must be as it was read when the
mail leaves; what the mail may be cancelled for comes first.
"""
