"""What waits for a time."""

from .broadcasts import Broadcast
from .documents import Document
from .event_registrations import EventRegistration
from .messages import Message
from .seats import Seats

Due = Message | Document | Broadcast | Seats | EventRegistration
