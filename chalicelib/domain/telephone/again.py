"""When somebody is called again."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from ..week.working_days import working_day_from

SOON, VERY_SOON = timedelta(hours=1), timedelta(minutes=10)
"""When one calls again about what begins today; the other, if it begins sooner than that."""


def next_working_day(today: date) -> date:
    return working_day_from(today + timedelta(days=1))


def again_in(begins_at: datetime | None, now: datetime, zone: ZoneInfo) -> timedelta | None:
    """Return in how long to call again about what begins at a moment, if a day may not be waited.

    The next working day is early enough for anything else (None).
    """
    if begins_at is None or begins_at <= now:
        return None
    if begins_at >= from_day(next_working_day(now.astimezone(zone).date()), zone):
        return None
    return SOON if now + SOON < begins_at else VERY_SOON


def from_day(day: date, zone: ZoneInfo) -> datetime:
    """Return from when a call is to be made on a day (UTC)."""
    return datetime.combine(day, time(), zone).astimezone(UTC)
