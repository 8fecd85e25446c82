"""On which day somebody is called again."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

SATURDAY = 5


def next_working_day(today: date) -> date:
    tomorrow = today + timedelta(days=1)
    weekend = tomorrow.weekday() >= SATURDAY
    return tomorrow + timedelta(days=7 - tomorrow.weekday() if weekend else 0)


def from_day(day: date, zone: ZoneInfo) -> datetime:
    """Return from when a call is to be made on a day (UTC)."""
    return datetime.combine(day, time(), zone).astimezone(UTC)
