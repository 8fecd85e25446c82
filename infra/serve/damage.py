"""Whether a table's file is whole, and what to do if it is not."""

import sqlite3
from contextlib import closing
from pathlib import Path

from .place import Place


class Damaged(RuntimeError):
    """A table's file is not whole."""


def damage(table: Path) -> str:
    """Return what SQLite finds wrong in a whole file, "" if nothing is. Nothing is written."""
    try:
        with closing(sqlite3.connect(f"{table.as_uri()}?mode=ro", uri=True)) as opened:
            [[said]] = opened.execute("PRAGMA quick_check(1)").fetchall()
    except sqlite3.DatabaseError as error:
        return str(error)
    return "" if said == "ok" else " ".join(str(said).split())


def what_to_do(place: Place) -> str:
    """Return the command that brings the last copy back."""
    last = max((copy.stem for copy in place.backups.glob("*.sqlite")), default="")
    if last:
        return f"make restore DATA={place.root} AT={last}"
    return "reprenez le dossier d’une copie que vous avez ailleurs"
