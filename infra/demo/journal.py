"""What happened in a season, and the mails and documents that resulted. Times are UTC."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class What(StrEnum):
    OPENED = "opened"
    REGISTERED = "registered"
    REGISTERED_AGAIN = "registered again"
    BOOKED = "booked"
    MOVED = "moved"
    CANCELLED = "cancelled"
    HELD = "held"
    ABSENT = "absent"
    ANSWERED = "answered"
    UNSUBSCRIBED = "unsubscribed"
    BOUNCED = "bounced"
    COMPLAINED = "complained"
    PLANNED = "planned an event"
    SEATED = "has a seat"
    IN_LINE = "is in line"
    LEFT = "left an event"
    PROMOTED = "was promoted"
    WELCOMED = "was welcomed at the door"
    JOINED = "joined online"
    ABSENT_THERE = "absent at an event"
    SAID_THERE = "answered on the spot"
    SUMMED_UP = "sent the summary"


@dataclass(frozen=True)
class Fact:
    """Something a person did or met. `detail` is shown in the timeline.

    `starts_at` and `ends_at` are those of the session, of the booking as the fact leaves it. For an
    event, `booking` is the registration, and `mode` its mode.
    """

    at: datetime
    who: str
    what: What
    booking: str = ""
    theme: str = ""
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    detail: str = ""
    mode: str = ""


@dataclass(frozen=True)
class Sent:
    """A mail that SES accepted. `mark` is the tag that identifies it: booking's id, kind, sequence.

    `booking` may be ""; `pdfs` are the attached documents.
    """

    number: int
    at: datetime
    to: str
    kind: str
    mark: str
    booking: str
    subject: str
    pdfs: tuple[bytes, ...] = ()


@dataclass(frozen=True)
class Document:
    """A document of a participant's space."""

    who: str
    theme: str
    filename: str
    content: bytes


@dataclass(frozen=True)
class Journal:
    """All that there is to judge; each list is in the order of time."""

    facts: Sequence[Fact]
    mails: Sequence[Sent]
    documents: Sequence[Document]

    def of(self, *kinds: What) -> Iterator[Fact]:
        return (fact for fact in self.facts if fact.what in kinds)
