"""Write down that a member of the team saw something of somebody, once a day."""

from contextlib import suppress
from datetime import datetime
from zoneinfo import ZoneInfo

from ...domain.errors import Stale
from ...domain.looks import Shows, look
from ...domain.programme import Programme
from ..ports import Records


def keep_look(
    shows: Shows, by: str, about: str, *, store: Records, programme: Programme, now: datetime
) -> None:
    """Write a look down, unless it was that day already: one call, whichever it is."""
    day = now.astimezone(ZoneInfo(programme.zone)).date()
    unit = store.unit()
    unit.add(look(shows, by, about, day, now))
    with suppress(Stale):
        unit.commit()
