"""Many items are written to the file at once, as a batch of DynamoDB's would be."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from infra.restoring.tables import Tables
from infra.serve import database

LARGE = "x" * 300_000


@pytest.fixture
def client(tmp_path: Path) -> Iterator[Any]:
    with database.running(tmp_path / "table.sqlite") as address:
        made = database.InBulk(database.table_client("dynamodb", address))
        database.ensure_table(made)
        yield made


def put(number: int, text: str = "") -> Any:
    item = {"pk": {"S": f"PERSON#{number}"}, "sk": {"S": "PROFILE"}, "text": {"S": text}}
    return {"PutRequest": {"Item": item}}


def delete(number: int) -> Any:
    return {"DeleteRequest": {"Key": {"pk": {"S": f"PERSON#{number}"}, "sk": {"S": "PROFILE"}}}}


@pytest.mark.parametrize("text", ["", LARGE], ids=["small", "more than a transaction takes"])
def test_what_is_written_and_deleted_together_is_so(client: Any, text: str) -> None:
    tables = Tables(client, lambda _seconds: None)
    assert tables.write(database.TABLE, (put(n, text) for n in range(30))) == 30
    assert tables.write(database.TABLE, [*map(delete, range(10)), put(30, "again")]) == 11
    found = {item["pk"]["S"]: item["text"]["S"] for item in tables.items(database.TABLE)}
    assert found == {"PERSON#30": "again", **{f"PERSON#{n}": text for n in range(10, 30)}}
