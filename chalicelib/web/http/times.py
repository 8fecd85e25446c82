"""Times as people read them: of the programme's zone."""

from datetime import datetime
from zoneinfo import ZoneInfo

from ... import wiring


def zone() -> ZoneInfo:
    """The programme's time zone."""
    return ZoneInfo(wiring.programme().zone)


def local(moment: datetime) -> str:
    """ISO 8601, with the zone's offset."""
    return moment.astimezone(zone()).isoformat()


def local_or_none(moment: datetime | None) -> str | None:
    """The same, where there may be none."""
    return local(moment) if moment else None
