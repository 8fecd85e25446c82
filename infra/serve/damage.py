"""Whether a table's file is whole, and what to do if it is not."""

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

from .place import Place

EMPTY = "nothing is in it"
"""What is wrong with a file that a disk without room left, or that was begun and never served."""


class Damaged(RuntimeError):
    """A table's file is not whole."""


def damage(table: Path) -> str:
    """Return what SQLite finds wrong in a whole file, "" if nothing is. Nothing is written."""
    try:
        with closing(sqlite3.connect(f"{table.as_uri()}?mode=ro", uri=True)) as opened:
            [[parts]] = opened.execute("SELECT count(*) FROM sqlite_master").fetchall()
            [[said]] = opened.execute("PRAGMA quick_check(1)").fetchall() if parts else [[EMPTY]]
    except sqlite3.DatabaseError as error:
        return str(error)
    return "" if said == "ok" else " ".join(str(said).split())


def last_copy(place: Place) -> str:
    """Return the day of the last copy of the table, "" for none."""
    return max(filter(_is_day, (each.stem for each in place.backups.glob("*.sqlite"))), default="")


def what_to_do(place: Place) -> str:
    """Return the command that brings the last copy back."""
    if last := last_copy(place):
        return f"make restore DATA={place.root} AT={last}"
    return "bring the folder back from a copy that you have elsewhere"


def _is_day(name: str) -> bool:
    try:
        date.fromisoformat(name)
    except ValueError:
        return False
    return True
