"""The personalised document a participant keeps after a session: their toolbox."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from ..put_off import next_try
from .themes import Theme

LEASE = timedelta(minutes=10)
"""How long a renderer may hold a document: more than the documents function's timeout."""

ATTEMPTS = 3
"""Renderings tried before a person has to look."""


class DocumentState(StrEnum):
    REQUESTED = "requested"
    READY = "ready"
    FAILED = "failed"


@dataclass(frozen=True)
class Tool:
    """A tool the adviser recommends, with why it fits this participant."""

    name: str
    url: str = ""
    why: str = ""


@dataclass(frozen=True)
class Document:
    """A document asked for, then made. Shares its suffix with the booking it follows.

    `next_at` (UTC) is when a sweep should look at it again; None once nothing is awaited.
    `put_off_at` is when the storage first failed it; `correlation` is the request behind it.
    """

    id: str
    booking_id: str
    theme: str
    title: str
    created_at: datetime
    state: DocumentState = DocumentState.REQUESTED
    next_at: datetime | None = None
    attempts: int = 0
    file_key: str = ""
    correlation: str = ""
    version: int = 0
    put_off_at: datetime | None = None

    def due(self, now: datetime) -> bool:
        return (
            self.state is DocumentState.REQUESTED
            and self.next_at is not None
            and self.next_at <= now
        )

    @property
    def exhausted(self) -> bool:
        """A renderer that died said nothing: its claims count all the same."""
        return self.attempts >= ATTEMPTS

    @property
    def failed(self) -> bool:
        return self.state is DocumentState.FAILED

    def asked_again(self, now: datetime) -> "Document":
        """After a person has looked: as if it had never been tried."""
        return replace(
            self, state=DocumentState.REQUESTED, next_at=now, attempts=0, put_off_at=None
        )

    def given_up(self) -> "Document":
        return replace(self, state=DocumentState.FAILED, next_at=None)

    def claimed(self, now: datetime) -> "Document":
        return replace(self, attempts=self.attempts + 1, next_at=now + LEASE)

    def released(self, now: datetime) -> "Document":
        """After a failed rendering: later once more, or given up for a person to look at."""
        if self.exhausted or self.failed:
            return self.given_up()
        return replace(self, next_at=now + timedelta(minutes=5 * self.attempts), put_off_at=None)

    def put_off(self, now: datetime) -> "Document":
        """The storage failed, not the drawing: this uses up no try; given up after a long time."""
        since = self.put_off_at or now
        next_at = next_try(since, now)
        if self.failed or next_at is None:
            return self.given_up()
        return replace(self, next_at=next_at, attempts=self.attempts - 1, put_off_at=since)

    def ready(self, file_key: str) -> "Document":
        return replace(self, state=DocumentState.READY, next_at=None, file_key=file_key)


@dataclass(frozen=True)
class Toolbox:
    """What goes on the pages: the participant's part and which theme follows it.

    `held_on` is the session's date in the programme's zone; `notes` is Markdown; passages of
    `level` come first; `referral_code` invites others in the participant's name.
    """

    participant_name: str
    theme: Theme
    held_on: date
    adviser_name: str
    notes: str = ""
    tools: tuple[Tool, ...] = ()
    next_steps: tuple[str, ...] = ()
    level: str = ""
    referral_code: str = ""
