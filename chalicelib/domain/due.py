"""What waits for a time."""

from .broadcasts import Broadcast
from .documents import Document
from .event_registrations import EventRegistration
from .messages import Message
from .seats import Seats

Outbox = Message | Document | Broadcast
"""What is handed over as soon as it is written; the layout of the table says so too."""

Due = Outbox | Seats | EventRegistration
