"""Times in the programme's zone, as people read them."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from ... import wiring


def zone() -> ZoneInfo:
    """Return the programme's time zone."""
    return ZoneInfo(wiring.programme().zone)


def local(moment: datetime) -> str:
    """Return a moment in ISO 8601, with the zone's offset."""
    return moment.astimezone(zone()).isoformat()


def local_or_none(moment: datetime | None) -> str | None:
    """Return the same, or None if there is no moment."""
    return local(moment) if moment else None


def is_day(text: str) -> bool:
    """Return whether a text is a day, in ISO 8601."""
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False
