"""The stream of a table on one machine: what was read is forgotten, and numbers go on rising."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from infra.dynoxide import PROGRAM
from infra.invoking.stream import Stream, position_behind
from infra.serve.database import TABLE, ensure_table, running, table_client
from infra.serve.stream_records import NEXT, forget


class Served:
    """A table of its own, with its stream."""

    def __init__(self, file: Path, address: str) -> None:
        self.file, self.client = file, table_client("dynamodb", address)
        ensure_table(self.client)
        self.stream = Stream(table_client("dynamodbstreams", address), TABLE)

    def write(self, *keys: str) -> None:
        for key in keys:
            self.client.put_item(TableName=TABLE, Item={"pk": {"S": key}, "sk": {"S": "-"}})

    def kept(self) -> int:
        with closing(sqlite3.connect(self.file)) as opened:
            return int(opened.execute("SELECT COUNT(*) FROM _stream_records").fetchone()[0])


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    with running(tmp_path / "table.sqlite") as address:
        yield Served(tmp_path / "table.sqlite", address)


def keys_of(records: list[Any]) -> list[str]:
    return [each["dynamodb"]["Keys"]["pk"]["S"] for each in records]


def test_what_every_reader_has_read_is_forgotten(served: Served) -> None:
    served.write("a", "b", "c")
    slower = position_behind(served.stream.records("")[:2])
    forget(served.file, TABLE, [slower, position_behind(served.stream.records(""))])
    assert served.kept() == 2
    assert keys_of(served.stream.records(slower)) == ["c"]


def test_a_write_costs_the_same_however_many_were_before(served: Served) -> None:
    """The database reads one entry of an index to number it, and not all records."""
    served.write("a", "b")
    with closing(sqlite3.connect(served.file)) as opened:
        plan = opened.execute(f"EXPLAIN QUERY PLAN {NEXT}", (TABLE,)).fetchall()
    assert ["USING INDEX stream_records_by_number" in step[-1] for step in plan] == [True]
    assert NEXT.replace("?", "?1").encode() in PROGRAM.read_bytes()


def test_what_comes_next_is_numbered_after_what_was_forgotten(served: Served) -> None:
    served.write("a", "b")
    read = position_behind(served.stream.records(""))
    forget(served.file, TABLE, [read])
    served.write("c")
    found = served.stream.records(read)
    assert keys_of(found) == ["c"]
    assert int(position_behind(found)) > int(read)
