"""Hours of the clock; a night has not all of them, in spring, or has one twice, in autumn."""

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

SKIPPED, TWICE = "skipped_hour", "hour_twice"


def trouble_at(clock: datetime, zone: ZoneInfo) -> str:
    """Return what is wrong with a time of the clock, which has no zone yet; "" for most."""
    at = clock.replace(tzinfo=zone, fold=0)
    if at.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != clock:
        return SKIPPED
    return TWICE if at.utcoffset() != at.replace(fold=1).utcoffset() else ""


def minutes_of(clock: time) -> int:
    """Return how many minutes of the day have passed."""
    return clock.hour * 60 + clock.minute
