"""Days and hours as forms have them, in the programme's zone, each told what is wrong with it."""

import re
from datetime import date, datetime, time

from ...domain.week.wall_clock import trouble_at
from .asked import FIELDS
from .times import zone

EARLIEST, LATEST = 2000, 2100
"""Years that a form may speak of."""

_HOUR = re.compile(r"(\d{1,2})\s*[hH:]\s*(\d{2})?")
"""« 9:00 », « 9 h », « 13h30 », where a browser has no box for hours."""


def typed_moment(day: str, clock: str) -> str:
    """Return a time with its offset; unchanged if there is no such day, hour, or one hour so."""
    on, at = _day(day), typed_clock(clock)
    if on is None or at is None or _of_clock(on, at):
        return f"{day} {clock}"
    return datetime.combine(on, at, zone()).isoformat()


def trouble_with(day: str, clock: str) -> tuple[str, str]:
    """Return what is wrong with a day, and with an hour; "" for what is right."""
    on, at = _day(day), typed_clock(clock)
    if on and at and (code := _of_clock(on, at)):
        return "", FIELDS[code].format(named=clock.strip())
    of_day = (
        "Ce jour n’est pas au calendrier. Écrivez-le ainsi\u00a0: 2027-03-09."
        if day.strip()
        else ""
    )
    of_hour = "Cette heure n’existe pas. Écrivez-la ainsi\u00a0: 13:30." if clock.strip() else ""
    return (
        "" if on else of_day or "Indiquez le jour.",
        "" if at else of_hour or "Indiquez l’heure.",
    )


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        return None
    return day if EARLIEST <= day.year <= LATEST else None


def typed_clock(text: str) -> time | None:
    """Return an hour as people write it; None if it is none."""
    found = _HOUR.fullmatch(text.strip())
    if found:
        text = f"{found[1]:0>2}:{found[2] or '00'}"
    try:
        at = time.fromisoformat(text.strip())
    except ValueError:
        return None
    return None if at.tzinfo else at


def _of_clock(day: date, at: time) -> str:
    """Return the code of what is wrong with an hour of the clock that day."""
    return trouble_at(datetime.combine(day, at), zone())
