"""Mails that had left before a restoration: they do not leave again."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from ..ids import event_of, is_about_event, letter_of, mark_of, owned, tail_of, without
from .follow_up import UNMADE
from .messages import Message, State

KEPT = timedelta(days=60)
"""How long this is remembered: longer than any mail waits that a restoration brings back."""

UNCERTAIN = "restored_uncertain"

_BY_ITSELF = re.compile(r"document\d*|survey\d+|(?:promoted|offerlapsed|open)-\d+")
"""Matches the tails of mails that follow from a session or a line, whatever people do next."""


@dataclass(frozen=True)
class Told:
    """The mail of this id had left before a restoration. If not `certain`, it may have."""

    id: str
    certain: bool
    expires_at: datetime
    version: int = 0

    def settles(self, message: Message, now: datetime) -> Message:
        """Return the message settled: as sent if that is certain, otherwise cancelled."""
        if self.certain:
            return message.settled(State.SENT, now)
        return message.cancelled(UNCERTAIN)


def comes_by_itself(message_id: str) -> bool:
    """Return whether a restored programme would write this mail again by itself.

    A mail that only a new act causes (a registration, a move, an offer with a new time) is news of
    that act, and leaves.
    """
    if mark_of(message_id) == UNMADE:
        return True
    if letter_of(message_id):
        return True
    return _BY_ITSELF.fullmatch(tail_of(message_id)) is not None


def broadcast_of(message_id: str) -> str:
    """Return the id of the broadcast that would write this mail again, or ""."""
    if not is_about_event(message_id):
        return ""
    return owned(event_of(message_id), without("late", tail_of(message_id)))
