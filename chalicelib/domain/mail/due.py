"""What waits for a time, and what cannot be handled when its time has come."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from ..demand.news import HourNews
from ..documents.documents import Document
from ..events.registrations import EventRegistration
from ..events.seats import Seats
from ..letters.letters import Letter
from ..merging.merges import Merge
from ..people.erasures import Erasure
from ..unreadable import Unreadable
from ..week.day_changes import DayChange
from ..week.patterns import Pattern
from .broadcasts import Broadcast
from .messages import Message

Outbox = Message | Document | Broadcast | Erasure | DayChange
"""What is handed over as soon as it is written; the layout of the table marks the same types."""

Due = Outbox | Seats | EventRegistration | Pattern | Merge | HourNews | Letter

LONGEST_HOLD = timedelta(minutes=15)
"""How long a queue can hide what it holds; what is held for longer is found by the sweep."""


def is_held(entity: Outbox) -> bool:
    """Return whether something waits for a moment in which it can still be undone."""
    match entity:
        case DayChange(asked_at=at) | Message(due_at=at) | Document(created_at=at):
            return entity.next_at is not None and entity.next_at > at
    return False


def awaited_at(entity: object) -> datetime | None:
    """Return when a sweep has to see to an entity (UTC), by its own fields; None if never."""
    if not isinstance(entity, Due) or entity.next_at is None:
        return None
    settled = isinstance(entity, Outbox) and not entity.due(entity.next_at)
    return None if settled else entity.next_at


@dataclass(frozen=True)
class Misplaced:
    """An entity that stands in the index of due items at a time that its own fields do not say.

    No story would settle it.
    """

    entity: Any


@dataclass(frozen=True)
class SetAside:
    """What came due and could not be handled, because an item could not be read.

    `cause` is that item: `item` itself, or another that its story needs. `entity` is what `item`
    holds, or None if it cannot be read; `since` is None if nothing says it. Times are UTC.
    """

    item: Unreadable
    cause: Unreadable
    since: datetime | None
    again_at: datetime
    entity: Any
