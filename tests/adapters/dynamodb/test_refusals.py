"""The doubles refuse what DynamoDB refuses, so that what passes on them passes on AWS."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from botocore.exceptions import ClientError
from moto.dynamodb.parsing.reserved_keywords import ReservedKeywords

from chalicelib import wiring
from infra.doubles.grammar import RESERVED
from infra.doubles.table import Table
from infra.local.system import build
from tests.support.driver import SetClock

from ...support.refused import HELD, LAX, REFUSED, TABLE, TAKEN, Case, got, key, put, written

Ask = Callable[[Case], Any]


def _asking(client: Any, table: str) -> Ask:
    def ask(case: Case) -> Any:
        operation, request = case
        return getattr(client, operation)(**_of_table(request, table))

    return ask


def _of_table(request: Any, table: str) -> Any:
    """A request for another table."""
    if isinstance(request, dict):
        return {table if n == TABLE else n: _of_table(v, table) for n, v in request.items()}
    if isinstance(request, list):
        return [_of_table(each, table) for each in request]
    return table if request == TABLE else request


@pytest.fixture(scope="module")
def asking() -> Iterator[Ask]:
    """The one of these tests, made once: what is refused leaves it as it was."""
    system = build("http://127.0.0.1:8000", SetClock("2027-03-01T09:00:00-05:00"))
    yield _asking(wiring.client("dynamodb"), wiring.settings().table)
    system.close()


@pytest.fixture(params=["memory", "database"])
def ask(request: pytest.FixtureRequest) -> Ask:
    memory = request.param == "memory"
    asking = _asking(Table(), TABLE) if memory else request.getfixturevalue("asking")
    asking(written(put(HELD)))
    return asking


@pytest.fixture
def lax(request: pytest.FixtureRequest, database: str) -> frozenset[str]:
    """What the one asked takes all the same."""
    asks_dynoxide = database == "dynoxide" and "database" in request.node.callspec.params.values()
    return LAX if asks_dynoxide else frozenset()


@pytest.mark.parametrize("name", REFUSED)
def test_it_is_refused_and_nothing_is_written(name: str, ask: Ask, lax: frozenset[str]) -> None:
    if name in lax:
        pytest.skip("Dynoxide takes it")
    with pytest.raises(ClientError) as refused:
        ask(REFUSED[name])
    answer: Any = refused.value.response
    codes = {reason["Code"] for reason in answer.get("CancellationReasons", [])}
    assert answer["Error"]["Code"] == "ValidationException" or "ValidationError" in codes
    (items,) = ask(got(key()))["Responses"].values()
    assert items == [HELD]


@pytest.mark.parametrize("case", TAKEN.values(), ids=TAKEN.keys())
def test_what_is_close_to_it_is_taken(case: Case, ask: Ask) -> None:
    ask(case)


def test_an_update_that_cannot_be_made_cancels_what_goes_with_it(ask: Ask) -> None:
    refused = written(put(key("other")), {"Update": _unmakeable()})
    with pytest.raises(ClientError) as cancelled:
        ask(refused)
    answer: Any = cancelled.value.response
    assert [reason["Code"] for reason in answer["CancellationReasons"]] == [
        "None",
        "ValidationError",
    ]
    (items,) = ask(got(key("other")))["Responses"].values()
    assert items == []


def test_a_condition_that_fails_says_so_before_what_else_is_wrong(ask: Ask) -> None:
    update = {**_unmakeable(), "ConditionExpression": "attribute_not_exists(pk)"}
    with pytest.raises(ClientError) as refused:
        ask(("update_item", update))
    assert refused.value.response["Error"]["Code"] == "ConditionalCheckFailedException"


def test_the_words_that_are_reserved_are_those_that_others_know() -> None:
    assert set(ReservedKeywords.get_reserved_keywords()) == RESERVED


def _unmakeable() -> Any:
    values = {":v": {"N": "1"}}
    request = {"TableName": TABLE, "Key": key(), "UpdateExpression": "SET gone = gone + :v"}
    return {**request, "ExpressionAttributeValues": values}
