"""What the rehearsal goes by of a region's own: its delays, its lengths and a theme."""

from collections.abc import Collection
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from chalicelib.adapters.texts.content import Library
from chalicelib.adapters.texts.programme_file import read_programme
from chalicelib.domain.programme import Programme
from chalicelib.settings import TEMPLATES
from infra.driving import THEME as OURS

PROGRAMME = read_programme(TEMPLATES / "programme.toml")
SESSION = timedelta(minutes=PROGRAMME.session_minutes)
SOON = timedelta(minutes=2)
HELD = PROGRAMME.held_for.total_seconds()
"""Seconds for which what the team sets off waits."""


def theme_among(slugs: Collection[str], retired: Collection[str]) -> str:
    """Return a theme on offer: the one that tests go by, if it is."""
    offered = [each for each in slugs if each not in retired]
    return OURS if OURS in offered else offered[0]


def reminder_of(programme: Programme) -> timedelta | None:
    """Return how long before a session one is reminded of it who books it just before that."""
    known = (each for each in programme.reminders_before if each >= programme.booking_notice)
    return min(known, default=None)


def ahead(programme: Programme) -> timedelta:
    """Return how far off a session is that one may move, beside one that is reminded of."""
    first = reminder_of(programme) or programme.booking_notice
    return max(first, programme.booking_notice, programme.cancel_deadline) + timedelta(days=1)


def reported(programme: Programme, moment: datetime) -> bool:
    """Return whether the report tells of a session of that moment: an edition may be yet to come.

    A region rehearses before its edition begins, too.
    """
    edition, day = programme.edition, moment.astimezone(ZoneInfo(programme.zone)).date()
    return edition.starts_on <= day <= edition.ends_on


THEME = theme_among(Library(TEMPLATES / "themes").themes(), PROGRAMME.retired_themes)
