"""What waits for a time."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ..documents.documents import Document
from ..events.registrations import EventRegistration
from ..events.seats import Seats
from ..unreadable import Unreadable
from .broadcasts import Broadcast
from .messages import Message

Outbox = Message | Document | Broadcast
"""What is handed over as soon as it is written; the layout of the table says so too."""

Due = Outbox | Seats | EventRegistration


def awaited_at(entity: object) -> datetime | None:
    """When a sweep has to see to it, as its own fields say; None if it awaits nothing."""
    if not isinstance(entity, Due) or entity.next_at is None:
        return None
    settled = isinstance(entity, Outbox) and not entity.due(entity.next_at)
    return None if settled else entity.next_at


@dataclass(frozen=True)
class Misplaced:
    """What the index of what is due has at another time than its own fields say, or that awaits
    nothing: no story would settle it."""

    entity: Any


@dataclass(frozen=True)
class SetAside:
    """What came due and could not be handled, because of an item that cannot be read: itself, or
    another that its story needs (`cause`). `entity`: what it is, if that can be read; `since`:
    None if nothing says it.
    """

    item: Unreadable
    cause: Unreadable
    since: datetime | None
    again_at: datetime
    entity: Any
