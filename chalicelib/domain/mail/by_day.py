"""What is not urgent, and what reminds, is sent while people are awake."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from ..sleep import Sleep
from .kinds import KINDS
from .limits.manners import Night
from .messages import Message

MORNING = timedelta(hours=2)
"""How long after people wake the morning is well under way.

Who reads in the morning that what begins before is changed may be on their way, or too late.
"""


def planned(message: Message, sleep: Sleep, begins_at: datetime | None = None) -> Message:
    """Return a new message, due in the morning if it would be due at night and is not urgent.

    `begins_at` (UTC) is when what it tells of begins, if it must be sent before.
    """
    at = _by_day(message, begins_at, sleep, message.due_at)
    return replace(message, due_at=at, next_at=at) if at else message


def news(message: Message, sleep: Sleep, *begins_at: datetime) -> Message:
    """Return a new message that tells of what somebody else did, whatever its kind.

    It is due in the morning if it would be due at night, unless what it tells of begins, or was to
    begin, before the morning is well under way: `begins_at` (UTC).
    """
    told = replace(message, begins_at=soonest(message.due_at, *begins_at))
    return planned(told, sleep)


def soonest(now: datetime, *moments: datetime) -> datetime:
    """Return the first of the moments that is still to come; the last, if they have all passed."""
    return min((each for each in moments if each > now), default=max(moments))


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
    """Return until when a message waits that was due by day and is late at night; None if not.

    `begins_at` (UTC) is when what it tells of begins, as that is now.
    """
    late = message.due_at < now and sleep.waking(message.due_at)
    return _by_day(message, begins_at, sleep, now) if late else None


def _by_day(
    message: Message, begins_at: datetime | None, sleep: Sleep, moment: datetime
) -> datetime | None:
    """Return when people wake, if the message is to wait for that."""
    wakes_at = sleep.wakes_at(moment)
    waits = wakes_at > moment and _may_wait(message, begins_at, moment, wakes_at)
    return wakes_at if waits else None


def _may_wait(
    message: Message, begins_at: datetime | None, moment: datetime, wakes_at: datetime
) -> bool:
    begins_at = message.begins_at or begins_at
    match KINDS[message.kind].night:
        case Night.LEAVES if message.begins_at is None:
            return False
        case Night.REMINDS:
            return begins_at is not None and wakes_at < begins_at
        case Night.WAITS:
            ends = [end for end in (begins_at, message.expires_at) if end is not None]
            return not any(moment < end <= wakes_at for end in ends)
        case Night.NEWS | Night.LEAVES:
            return begins_at is None or not moment < begins_at < wakes_at + MORNING
