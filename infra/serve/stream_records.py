"""The records of the table's stream, as the database keeps them.

It forgets none and, to number the next, reads all of them for each item that is written: that would
cost more with every write before, and most after a move, when nothing was read yet. So they have an
index, and those that every reader has read are forgotten.
"""

import sqlite3
from collections.abc import Collection
from contextlib import closing
from pathlib import Path

PATIENCE = 30.0
"""Seconds that a write of the database may take meanwhile."""

FORGET = "DELETE FROM _stream_records WHERE table_name = ? AND CAST(sequence_number AS INTEGER) < ?"

NEXT = (
    "SELECT COALESCE(MAX(CAST(sequence_number AS INTEGER)), 0) + 1 FROM _stream_records "
    "WHERE table_name = ?"
)
"""How the database finds the number of the next record."""

INDEX = (
    "CREATE INDEX IF NOT EXISTS stream_records_by_number "
    "ON _stream_records (table_name, CAST(sequence_number AS INTEGER))"
)


def index(database: Path) -> None:
    """Have the database find records by their number, also while it is served."""
    with closing(sqlite3.connect(database, timeout=PATIENCE)) as opened, opened:
        opened.execute(INDEX)


def forget(database: Path, table: str, positions: Collection[str]) -> None:
    """Forget the records before all positions, also while the table is served.

    The last stays: the next is numbered after it.
    """
    with closing(sqlite3.connect(database, timeout=PATIENCE)) as opened, opened:
        opened.execute(FORGET, (table, min(map(int, positions))))
