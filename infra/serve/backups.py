"""The day's copy of the table, made while the site runs."""

import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

from .place import PRIVATE, Place

KEPT = 35
"""Days, as the point-in-time recovery of the stack."""


def back_up(place: Place, now: datetime) -> Path:
    """Copy the table, unless the day's copy is there; forget copies that are too old."""
    copy = place.backups / f"{now:%Y-%m-%d}.sqlite"
    if not copy.exists():
        beside = copy.with_suffix(".part")
        beside.unlink(missing_ok=True)
        beside.touch(mode=PRIVATE)
        with closing(sqlite3.connect(place.table)) as table, closing(sqlite3.connect(beside)) as to:
            table.backup(to)
        beside.replace(copy)
    for old in sorted(place.backups.glob("*.sqlite"))[:-KEPT]:
        old.unlink()
    return copy
