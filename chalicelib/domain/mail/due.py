"""What waits for a time."""

from dataclasses import dataclass
from datetime import datetime

from ..documents.documents import Document
from ..events.registrations import EventRegistration
from ..events.seats import Seats
from ..unreadable import Unreadable
from .broadcasts import Broadcast
from .messages import Message

Outbox = Message | Document | Broadcast
"""What is handed over as soon as it is written; the layout of the table says so too."""

Due = Outbox | Seats | EventRegistration


@dataclass(frozen=True)
class SetAside:
    """What came due and could not be handled, because of an item that cannot be read: itself, or
    another that its story needs (`cause`). `entity`: what it is, if that can be read.
    """

    item: Unreadable
    cause: Unreadable
    since: datetime
    again_at: datetime
    entity: Due | None
