"""The records of the table's stream, as the database keeps them.

It forgets none and reads all of them for each write and each reading: both would cost more with
every write before. So those that every reader has read are forgotten.
"""

import sqlite3
from collections.abc import Collection
from contextlib import closing
from pathlib import Path

PATIENCE = 30.0
"""Seconds that a write of the database may take meanwhile."""

FORGET = "DELETE FROM _stream_records WHERE table_name = ? AND CAST(sequence_number AS INTEGER) < ?"


def forget(database: Path, table: str, positions: Collection[str]) -> None:
    """Forget the records before all positions, also while the table is served.

    The last stays: the next is numbered after it.
    """
    with closing(sqlite3.connect(database, timeout=PATIENCE)) as opened, opened:
        opened.execute(FORGET, (table, min(map(int, positions))))
