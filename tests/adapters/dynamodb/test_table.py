"""What the table in memory tells those who weigh its writes."""

from typing import Any

from infra.doubles.table import Table

from ...support.refused import HELD, key, put, update, written

Write = tuple[Any, Any, bool]


def noted(table: Table) -> list[Write]:
    """Each write from now on: the item before and after, and whether a transaction made it."""
    heard: list[Write] = []
    table.noted = lambda before, after, whole: heard.append((before, after, whole))
    return heard


def asked(table: Table, *writes: Any) -> None:
    operation, request = written(*writes)
    getattr(table, operation)(**request)


def test_an_item_that_is_new_was_nothing_before() -> None:
    table = Table()
    heard = noted(table)
    asked(table, put(HELD))
    assert heard == [({}, HELD, True)]


def test_an_item_that_is_deleted_is_nothing_after() -> None:
    table = Table()
    asked(table, put(HELD))
    heard = noted(table)
    asked(table, {"Delete": {"TableName": "table", "Key": key()}})
    assert heard == [(HELD, {}, True)]


def test_an_item_that_is_changed_was_as_it_stood() -> None:
    table = Table()
    asked(table, put(HELD))
    heard = noted(table)
    table.update_item(**update("SET seen = :v", {":v": {"N": "2"}}))
    assert heard == [(HELD, {**HELD, "seen": {"N": "2"}}, False)]
