"""What a restoration found to have left already: it does not leave once more."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from ..events.events import event_of, is_about_event
from ..ids import owned, tail_of
from .messages import Message, State

KEPT = timedelta(days=60)
"""Longer than anything a restored programme would cause by itself waits."""

UNCERTAIN = "restored_uncertain"

_BY_ITSELF = re.compile(r"-(document|survey\d+|promoted-\d+|offerlapsed-\d+)$|-unmade-")
"""Of mails that follow from what is there (a session, a line), whoever does what next."""


@dataclass(frozen=True)
class Told:
    """The mail of this id left in what a restoration undid; it may have if it is not `certain`."""

    id: str
    certain: bool
    expires_at: datetime
    version: int = 0

    def settles(self, message: Message, now: datetime) -> Message:
        if self.certain:
            return message.settled(State.SENT, now)
        return message.cancelled(UNCERTAIN)


def comes_by_itself(message_id: str) -> bool:
    """Whether a mail that was not written yet would be again, by itself or for the same session.

    What only a new act of somebody writes (a registration, a move, an offer with a new delay) is
    news of that act, and leaves.
    """
    return _BY_ITSELF.search(message_id) is not None


def broadcast_of(message_id: str) -> str:
    """The broadcast that would write this mail again, or ""."""
    if not is_about_event(message_id):
        return ""
    return owned(event_of(message_id), tail_of(message_id).removesuffix("-late"))
