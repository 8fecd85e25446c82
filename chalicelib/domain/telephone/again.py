"""On which day somebody is called again."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from ..week.working_days import working_day_from


def next_working_day(today: date) -> date:
    return working_day_from(today + timedelta(days=1))


def from_day(day: date, zone: ZoneInfo) -> datetime:
    """Return from when a call is to be made on a day (UTC)."""
    return datetime.combine(day, time(), zone).astimezone(UTC)
