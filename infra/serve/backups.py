"""The copies of the table: each day's, and those made by hand; while the site runs or not."""

import shutil
import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

from .damage import Damaged, damage
from .place import Place

DAYS = "????-??-??.sqlite"
BY_HAND = "????-??-??T??????Z.sqlite"
KEPT = 35
"""Days, as the point-in-time recovery of the stack."""


PEOPLE = "SELECT EXISTS (SELECT 1 FROM brigade WHERE sk IN ('S:STAFF', 'S:PROFILE'))"
"""Whether there is anybody, of the team or registered, as the database keeps their items."""


def back_up(place: Place, now: datetime) -> Path:
    """Copy the table, unless the day's copy is there; forget copies that are too old.

    One made before anybody was let in brings nobody back: it is made again.

    Raises Damaged: a copy of a damaged table is none, and those before it stay.

    Those made by hand, and of before a restoration or an update, too: they hold who was erased.
    """
    _forget_parts(place, now)
    copy = place.backups / f"{now:%Y-%m-%d}.sqlite"
    if not copy.exists() or not holds_somebody(copy):
        place.copy_table(copy)
        _ensure_whole(copy)
    for old in sorted(place.backups.glob(DAYS))[:-KEPT]:
        old.unlink()
    last = (now - timedelta(days=KEPT)).timestamp()
    for beside in (*place.backups.glob(BY_HAND), *place.backups.glob("before-*/*.sqlite*")):
        if beside.stat().st_mtime < last:
            beside.unlink()
    return copy


def back_up_now(place: Place, now: datetime) -> Path:
    """Copy the table as it is at this moment, beside the day's copy. Raises Damaged, Unusable."""
    place.prepare()
    copy = place.backups / f"{now:%Y-%m-%dT%H%M%SZ}.sqlite"
    place.copy_table(copy)
    _ensure_whole(copy)
    return copy


def holds_somebody(copy: Path) -> bool:
    """Return whether anybody is in a copy: without that, it is none of a site. Only reads."""
    try:
        with closing(sqlite3.connect(f"{copy.as_uri()}?immutable=1", uri=True)) as opened:
            [[found]] = opened.execute(PEOPLE).fetchall()
    except sqlite3.DatabaseError:
        return False
    return bool(found)


def _forget_parts(place: Place, now: datetime) -> None:
    """Remove what a kill left in the midst of a copy, or of a restoration: it holds people too."""
    began = (now - timedelta(days=1)).timestamp()
    for part in place.backups.rglob(".*.part"):
        if part.stat().st_mtime < began:
            part.unlink()
    if place.workshop.is_dir() and place.workshop.stat().st_mtime < began:
        shutil.rmtree(place.workshop)


def _ensure_whole(copy: Path) -> None:
    if wrong := damage(copy):
        copy.unlink()
        raise Damaged(wrong)
