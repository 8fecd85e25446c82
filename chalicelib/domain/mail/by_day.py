"""What is not urgent, and what reminds, is sent while people are awake."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from ..sleep import Sleep
from .kinds import KINDS, Urgency
from .messages import Message


def planned(message: Message, sleep: Sleep, begins_at: datetime | None = None) -> Message:
    """Return a new message, due in the morning if it would be due at night and is not urgent.

    `begins_at` (UTC) is when what it tells of begins, if it must be sent before.
    """
    at = _by_day(message, begins_at, sleep, message.due_at)
    return replace(message, due_at=at, next_at=at) if at else message


def reminders(
    begins_at: datetime, delays: Iterable[timedelta], sleep: Sleep
) -> list[tuple[timedelta, datetime, datetime]]:
    """Return each delay with when its reminder is due and when it ends (UTC), the soonest first.

    A reminder ends when the next is due, and the last at the start. Of those that would be due at
    one moment, there is one.
    """
    due: dict[datetime, timedelta] = {}
    for delay in sorted(delays, reverse=True):
        due.setdefault(sleep.reminded_at(begins_at, delay), delay)
    times = sorted(due)
    ends = [*times, begins_at][1:]
    return [(due[at], at, end) for at, end in zip(times, ends, strict=True)]


def late_until(
    message: Message, begins_at: datetime | None, sleep: Sleep, now: datetime
) -> datetime | None:
    """Return until when a message waits that was due by day and is late at night; None if not."""
    late = message.due_at < now and sleep.waking(message.due_at)
    return _by_day(message, begins_at, sleep, now) if late else None


def _by_day(
    message: Message, begins_at: datetime | None, sleep: Sleep, moment: datetime
) -> datetime | None:
    """Return when people wake, if the message is to wait for that."""
    wakes_at = sleep.wakes_at(moment)
    if KINDS[message.kind].urgency is not Urgency.BY_DAY or wakes_at == moment:
        return None
    ends = [end for end in (begins_at, message.expires_at) if end is not None and end > moment]
    return None if any(end <= wakes_at for end in ends) else wakes_at
