"""Times in the programme's zone, as people read them."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from ... import wiring
from ...domain.errors import FieldError, InvalidFields

EARLIEST, LATEST = 2000, 2100
"""Of which years a day is asked for."""


def zone() -> ZoneInfo:
    """Return the programme's time zone."""
    return ZoneInfo(wiring.programme().zone)


def local(moment: datetime) -> str:
    """Return a moment in ISO 8601, with the zone's offset."""
    return moment.astimezone(zone()).isoformat()


def local_or_none(moment: datetime | None) -> str | None:
    """Return the same, or None if there is no moment."""
    return local(moment) if moment else None


def day_or_none(text: str) -> date | None:
    """Return a day that an address names, in ISO 8601; None for one that is none, or of no use.

    At the ends of what a date can be, a day more is an error.
    """
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if EARLIEST <= day.year <= LATEST else None


def asked_day(text: str, field: str) -> date:
    """Return the day that a field or an address asks for. Raises InvalidFields."""
    day = day_or_none(text)
    if day is None:
        raise InvalidFields(FieldError(field, "invalid_date"))
    return day


def is_day(text: str) -> bool:
    """Return whether a text is a day, in ISO 8601."""
    return day_or_none(text) is not None
