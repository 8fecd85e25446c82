"""A text that a member of the team tries: mailed to herself alone, before it says anything."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from ...limits.budgets import Limit
from ..messages import Kind, Message

KEPT = timedelta(days=7)
"""How long a tried text is there for its mail."""

EXPIRES = timedelta(hours=1)
"""Nobody waits any longer for what they try."""

TRIALS = Limit(20, timedelta(hours=1), 10)
"""Mails with which one member tries texts: whoever words one reads it before the next."""


@dataclass(frozen=True)
class TriedText:
    """The blocks of a `kind` of mail, under the id of the mail that shows them.

    `variant` says to whom: "" for those to whom no other words go.
    """

    id: str
    kind: Kind
    expires_at: datetime
    variant: str = ""
    blocks: dict[str, str] = field(default_factory=dict)
    version: int = 0


def to_try(tried: TriedText, now: datetime) -> Message:
    """Return the mail that shows a tried text."""
    return Message(
        tried.id, Kind.STAFF_TEXT_TRIED, due_at=now, next_at=now, expires_at=now + EXPIRES
    )
