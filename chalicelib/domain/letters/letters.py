"""Letters: what a member of the team writes to those of an event, a theme or a list.

DRAFT → HELD → SENDING → SENT; STOPPED once the team takes back what has not left. While it is held
nothing is written to anybody, and taking it back makes it a draft again.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from ..errors import Conflict

HOLD = timedelta(minutes=10)
"""How long a letter is held before the first mail of it is written."""

LEASE = timedelta(minutes=5)
"""How long one worker may take: more than the timeout of its function."""

STILL_NEWS = timedelta(days=7)
"""How long after it was sent a mail of a letter may still leave."""

MOST_PEOPLE = 2000
"""People to whom one letter is written."""


class LetterState(StrEnum):
    DRAFT = "draft"
    HELD = "held"
    SENDING = "sending"
    SENT = "sent"
    STOPPED = "stopped"


class Whom(StrEnum):
    """Who of those of an event a letter is for."""

    ALL = "all"
    COMING = "coming"
    WAITING = "waiting"
    CAME = "came"


class LetterNotSent(Conflict):
    """The letter was sent already, or taken back: it is written and sent once."""

    code = "letter_sent"


class LetterChanged(Conflict):
    """Another member of the team has changed the letter meanwhile."""

    code = "letter_changed"


class NothingToStop(Conflict):
    """The letter is not on its way."""

    code = "nothing_to_stop"


class TooManyPeople(Conflict):
    """The letter is for more people than one letter may be."""

    code = "too_many_people"


class NobodyToWrite(Conflict):
    """Nobody of whom the letter is for may be written to."""

    code = "nobody_to_write"


@dataclass(frozen=True)
class LetterAudience:
    """Whom a letter is for: `whom` of an event, or people who meet `q` and `filters`.

    `name` is what it is called: an event, a theme, a kept list.
    """

    name: str
    event_id: str = ""
    whom: Whom = Whom.ALL
    q: str = ""
    filters: tuple[str, ...] = ()


@dataclass(frozen=True)
class Letter:
    """One letter, written in Markdown by the member whose id is `by`. Times are UTC.

    `next_at` is when it is to go on: the end of the hold, then of a worker's lease. `cursor` is the
    last person it was written to, `told` and `left_out` (reason → people) count those before.
    `confined` is the id of the adviser who writes to none but whom she accompanies. `sent_at` is
    when it was to leave: of a draft, before it was found to have outgrown one letter.
    """

    id: str
    by: str
    subject: str
    markdown: str
    audience: LetterAudience
    written_at: datetime
    confined: str = ""
    state: LetterState = LetterState.DRAFT
    next_at: datetime | None = None
    sent_at: datetime | None = None
    stopped_at: datetime | None = None
    cursor: str = ""
    told: int = 0
    left_out: dict[str, int] = field(default_factory=dict)
    correlation: str = ""
    version: int = 0

    def due(self, now: datetime) -> bool:
        return self.next_at is not None and self.next_at <= now

    @property
    def leaves(self) -> bool:
        """Whether its mails may leave."""
        return self.state in (LetterState.SENDING, LetterState.SENT)

    @property
    def outgrown(self) -> bool:
        """Whether it is a draft again because it was for too many once it was to leave."""
        return self.state is LetterState.DRAFT and self.sent_at is not None

    @property
    def expires_at(self) -> datetime | None:
        return self.sent_at + STILL_NEWS if self.sent_at else None

    def ensure_draft(self) -> None:
        """Raise LetterNotSent if it is a draft no more."""
        if self.state is not LetterState.DRAFT:
            raise LetterNotSent

    def rewritten(
        self, subject: str, markdown: str, audience: LetterAudience, now: datetime
    ) -> "Letter":
        """Return a draft in other words. Raises LetterNotSent if it is one no more."""
        self.ensure_draft()
        changed = replace(self, subject=subject, markdown=markdown, audience=audience)
        return replace(changed, written_at=now, sent_at=None)

    def held(self, now: datetime) -> "Letter":
        """Return a draft that is to leave in a moment. Raises LetterNotSent."""
        self.ensure_draft()
        until = now + HOLD
        return replace(self, state=LetterState.HELD, next_at=until, sent_at=until)

    def stopped(self, now: datetime) -> "Letter":
        """Return the letter with no more of it to leave; a draft, if nothing was written yet.

        Doing so twice changes nothing. Raises NothingToStop.
        """
        match self.state:
            case LetterState.HELD:
                return replace(self, state=LetterState.DRAFT, next_at=None, sent_at=None)
            case LetterState.SENDING | LetterState.SENT:
                return replace(self, state=LetterState.STOPPED, next_at=None, stopped_at=now)
            case LetterState.STOPPED:
                return self
        raise NothingToStop

    def too_many(self, now: datetime) -> "Letter":
        """Return a letter on its way that is for too many by now: it goes no further."""
        return replace(self.stopped(now), sent_at=self.sent_at)

    def begun(self, now: datetime) -> "Letter":
        """Return the letter claimed by one worker for a lease."""
        return replace(self, state=LetterState.SENDING, next_at=now + LEASE)

    def released(self, now: datetime) -> "Letter":
        """Return the letter unfinished, for the sweep to hand over again."""
        return replace(self, next_at=now)

    def after_page(self, cursor: str, told: int, left_out: dict[str, int], last: bool) -> "Letter":
        """Return the letter once some people are written to, up to `cursor`."""
        counts = dict(self.left_out)
        for reason, people in left_out.items():
            counts[reason] = counts.get(reason, 0) + people
        written = replace(self, cursor=cursor, told=self.told + told, left_out=counts)
        return replace(written, state=LetterState.SENT, next_at=None) if last else written
