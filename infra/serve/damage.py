"""Whether a table's file is whole, and what to do if it is not."""

import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

from .place import Place

EMPTY = "nothing is in it"
"""What is wrong with a file that a disk without room left, or that was begun and never served."""

DAY = len("2027-03-01")


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
    """Return the name of the last copy of the table, a day or a moment; "" for none."""
    copies = [each for each in place.backups.glob("*.sqlite") if _is_moment(each.stem)]
    last = max(copies, key=lambda each: (each.stem[:DAY], each.stat().st_mtime), default=None)
    return last.stem if last else ""


def what_to_do(place: Place) -> str:
    """Return the command that brings the last copy back."""
    if last := last_copy(place):
        return f"make restore DATA={place.root} AT={last}"
    return "bring the folder back from a copy that you have elsewhere"


def _is_moment(name: str) -> bool:
    try:
        datetime.fromisoformat(name)
    except ValueError:
        return False
    return True
