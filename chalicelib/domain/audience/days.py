"""The days and weeks of the audience: those of the programme's zone."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo


def day_of(now: datetime, zone: str) -> date:
    return now.astimezone(ZoneInfo(zone)).date()


def end_of_day(now: datetime, zone: str) -> datetime:
    """Return the midnight that ends the day, in UTC."""
    return _midnight(day_of(now, zone) + timedelta(days=1), zone)


def start_of_week(now: datetime, zone: str) -> datetime:
    """Return the midnight that began the week's Monday, in UTC."""
    today = day_of(now, zone)
    return _midnight(today - timedelta(days=today.weekday()), zone)


def _midnight(day: date, zone: str) -> datetime:
    return datetime.combine(day, time.min, ZoneInfo(zone)).astimezone(UTC)
