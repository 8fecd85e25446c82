"""The day's copy of the table, made while the site runs."""

import shutil
from datetime import datetime, timedelta
from pathlib import Path

from .damage import Damaged, damage
from .place import Place

KEPT = 35
"""Days, as the point-in-time recovery of the stack."""


def back_up(place: Place, now: datetime) -> Path:
    """Copy the table, unless the day's copy is there; forget copies that are too old.

    Raises Damaged: a copy of a damaged table is none, and those before it stay.

    Those of before a restoration or an update too: they hold who was erased since.
    """
    _forget_parts(place, now)
    copy = place.backups / f"{now:%Y-%m-%d}.sqlite"
    if not copy.exists():
        place.copy_table(copy)
        _ensure_whole(copy)
    for old in sorted(place.backups.glob("*.sqlite"))[:-KEPT]:
        old.unlink()
    last = (now - timedelta(days=KEPT)).timestamp()
    for beside in place.backups.glob("before-*/*.sqlite*"):
        if beside.stat().st_mtime < last:
            beside.unlink()
    return copy


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
