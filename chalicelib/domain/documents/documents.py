"""The personalised document that a participant keeps after a session."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from ..put_off import next_try
from .themes import Theme

LEASE = timedelta(minutes=10)
"""How long a renderer may hold a document: more than the documents function's timeout."""

ATTEMPTS = 3
"""How often a document is rendered before a person has to look."""


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
    """A document that was asked for, and then its PDF.

    Its id is that of the booking it follows, or of the registration for a group session. `next_at`
    (UTC) is when a sweep should look at it again, None once nothing is awaited. `put_off_at` is
    when the storage first failed; `correlation` is the request behind it; `corrections` counts how
    often another PDF was made in place of the one before.
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
    corrections: int = 0

    def due(self, now: datetime) -> bool:
        """Return whether the document is to be made now."""
        return (
            self.state is DocumentState.REQUESTED
            and self.next_at is not None
            and self.next_at <= now
        )

    @property
    def exhausted(self) -> bool:
        """Whether no attempt is left. A renderer that died has used one up, too."""
        return self.attempts >= ATTEMPTS

    @property
    def failed(self) -> bool:
        return self.state is DocumentState.FAILED

    def asked_again(self, now: datetime) -> "Document":
        """Return the document as if it had never been tried, once a person has looked at it."""
        return replace(
            self, state=DocumentState.REQUESTED, next_at=now, attempts=0, put_off_at=None
        )

    def corrected(self, at: datetime) -> "Document":
        """Return a document that is ready as asked for anew; its PDF stays until then."""
        return replace(
            self,
            state=DocumentState.REQUESTED,
            next_at=at,
            attempts=min(self.attempts, 1),
            corrections=self.corrections + 1,
        )

    def uncorrected(self) -> "Document":
        """Return it as it was before a correction that nobody has begun to make."""
        again = self.corrections - 1
        return replace(self, state=DocumentState.READY, next_at=None, corrections=again)

    def given_up(self) -> "Document":
        """Return the document as failed, for a person to look at."""
        return replace(self, state=DocumentState.FAILED, next_at=None)

    def claimed(self, now: datetime) -> "Document":
        """Return the document held by one renderer for a lease, with one more attempt counted."""
        return replace(self, attempts=self.attempts + 1, next_at=now + LEASE)

    def released(self, now: datetime) -> "Document":
        """Return the document after a failed rendering: planned again, or given up."""
        if self.exhausted or self.failed:
            return self.given_up()
        return replace(self, next_at=now + timedelta(minutes=5 * self.attempts), put_off_at=None)

    def put_off(self, now: datetime) -> "Document":
        """Return the document after a failure of the storage: planned again, or given up.

        This uses up no attempt; it is given up after a day.
        """
        since = self.put_off_at or now
        next_at = next_try(since, now)
        if self.failed or next_at is None:
            return self.given_up()
        return replace(self, next_at=next_at, attempts=self.attempts - 1, put_off_at=since)

    def ready(self, file_key: str) -> "Document":
        """Return the document with its PDF, which is stored under `file_key`."""
        return replace(self, state=DocumentState.READY, next_at=None, file_key=file_key)


@dataclass(frozen=True)
class Toolbox:
    """What the pages of a document are made of: the participant's own part, then the theme.

    `held_on` is the session's date in the programme's zone; `notes` is Markdown. Passages of the
    theme for `level` come first; `referral_code` invites others in the participant's name.
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
