"""How many mails one person is sent a day: what comes after waits, if it can."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from ..kinds import KINDS
from ..messages import Message
from .manners import Urgency


@dataclass(frozen=True)
class DailyCount:
    """How many mails one person was sent on one day (UTC), to stop any loop.

    `id` joins the person's and the day.
    """

    id: str
    expires_at: datetime
    count: int = 0
    version: int = 0


def is_full(
    message: Message, sent: int, limit: int, begins_at: datetime | None, now: datetime
) -> bool:
    """Return whether the day is full for a message; what cannot wait has twice the limit.

    `sent` counts the person's mails of the day; `begins_at` (UTC) is when what it tells of begins.
    """
    match KINDS[message.kind].urgency:
        case Urgency.AT_ONCE:
            return False
        case Urgency.IN_TIME:
            ends = [moment for moment in (message.expires_at, begins_at) if moment is not None]
            cannot_wait = bool(ends) and now < min(ends) <= next_day(now)
            return sent >= limit * (2 if cannot_wait else 1)


def next_day(now: datetime) -> datetime:
    """Return noon UTC of the next day; who sleeps then is written to once they wake."""
    return datetime.combine(now.date() + timedelta(days=1), time(12), now.tzinfo)
