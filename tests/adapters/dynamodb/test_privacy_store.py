"""What is held about a person is found by queries: declared for each type, and seen to be."""

import json
from typing import Any

import pytest

from chalicelib.adapters.dynamodb.codec import to_item
from chalicelib.adapters.dynamodb.layout import LAYOUTS
from chalicelib.adapters.dynamodb.privacy.store import WHOSE, Whose
from chalicelib.adapters.dynamodb.store import Store
from chalicelib.domain.people.addresses import address_key
from chalicelib.domain.people.participants import Participant
from chalicelib.domain.receipts import Receipt
from chalicelib.domain.surveys.on_the_spot import EventAnswer, answer_id
from chalicelib.domain.surveys.surveys import Answers
from chalicelib.domain.unreadable import Unreadable
from chalicelib.workflows.privacy.list_of_person import list_of_person
from infra.doubles.table import Table
from tests.support.examples import DAY, NOW
from tests.support.small_world import everything

ANA, ADDRESS = "pana", "ana@example.org"
ELSEWHERE = (
    EventAnswer(answer_id("ev-vother", ANA), Answers(4, False, idea="Plus de cas"), NOW),
    EventAnswer(answer_id("ev-vother", "0123456789abcdef0123"), Answers(3, False), NOW),
    Receipt("r1", "hash", 200, '{"notes": "Bravo"}', NOW + DAY, ANA),
    Receipt("r2", "hash", 202, "{}", NOW + DAY, address_key(ADDRESS)),
    Receipt("r3", "hash", 202, "{}", NOW + DAY, "pbo"),
)


class Counted(Table):
    """Counts what is asked of it; a scan is refused."""

    asked = 0

    def query(self, **request: Any) -> Any:
        self.asked += 1
        return super().query(**request)

    def batch_get_item(self, **request: Any) -> Any:
        self.asked += 1
        return super().batch_get_item(**request)

    def scan(self, **request: Any) -> Any:
        raise AssertionError("a scan")


@pytest.fixture
def table() -> Counted:
    table = Counted()
    written = [*everything(), *ELSEWHERE]
    for first in range(0, len(written), 100):
        unit = store_of(table).unit()
        unit.add(*written[first : first + 100])
        unit.commit()
    return table


def store_of(table: Table) -> Any:
    return Store(lambda: table, "table")  # type: ignore[arg-type, return-value]


def test_each_stored_type_says_whom_it_is_about() -> None:
    undeclared = sorted(each.__name__ for each in LAYOUTS.keys() - WHOSE.keys())
    assert undeclared == [], "WHOSE (privacy/store.py) does not say whom these are about"
    gone = sorted(each.__name__ for each in WHOSE.keys() - LAYOUTS.keys())
    assert gone == [], "WHOSE tells of types that are not stored"


@pytest.mark.parametrize("kind", [kind for kind, whose in WHOSE.items() if whose is Whose.OWNED])
def test_what_is_owned_is_in_its_owner_s_partition(kind: type[Any]) -> None:
    assert LAYOUTS[kind].pk("p3f0-x1") == "PERSON#p3f0"


def test_all_that_tells_of_a_person_is_listed(table: Counted) -> None:
    """Found by looking at every item for their id, their name, their address or its hash."""
    traces = (ANA, ADDRESS, address_key(ADDRESS))
    telling = {place(i) for i in table.items if any(t in json.dumps(i) for t in traces)}
    of_others = {
        place(to_item(each))
        for each in everything()
        if WHOSE[type(each)] in (Whose.TEAM, Whose.NOBODY, Whose.BY_MARK)
        or (WHOSE[type(each)] is Whose.OWNED and not each.id.startswith("p"))
    }
    listed = [to_item(each) for each in list_of_person(ANA, store=store_of(table))]
    assert {place(each) for each in listed} == telling - of_others
    assert len(listed) == len({place(each) for each in listed}), "something is listed twice"


def test_nothing_of_anybody_else_is_listed(table: Counted) -> None:
    for each in list_of_person(ANA, store=store_of(table)):
        assert WHOSE[type(each)] not in (Whose.TEAM, Whose.NOBODY)
        assert '"pbo' not in json.dumps(to_item(each))


def test_the_list_costs_three_queries_and_a_read_and_never_a_scan(table: Counted) -> None:
    table.asked = 0
    list_of_person(ANA, store=store_of(table))
    assert table.asked == 4


def test_what_is_left_of_a_person_is_found_by_their_id_and_address(table: Counted) -> None:
    """Once their own item is gone, as when an erasure was interrupted."""
    store = store_of(table)
    before = {place(to_item(each)) for each in list_of_person(ANA, store=store)}
    unit = store.unit()
    unit.delete(store.one(Participant, ANA))
    unit.commit()
    after = {place(to_item(each)) for each in list_of_person(ANA, ADDRESS, store=store)}
    assert before - after == {("PERSON#pana", "PROFILE")}


def test_what_cannot_be_read_is_listed_by_its_place(table: Counted) -> None:
    damaged = {"pk": {"S": "PERSON#pana"}, "sk": {"S": "BOOKING#b9"}, "type": {"S": "Later"}}
    put = {"Item": damaged, "ConditionExpression": "attribute_not_exists(pk)", "TableName": "table"}
    table.transact_write_items(TransactItems=[{"Put": put}])
    listed = list_of_person(ANA, store=store_of(table))
    assert Unreadable("PERSON#pana", "BOOKING#b9") in listed


def place(item: Any) -> tuple[str, str]:
    return item["pk"]["S"], item["sk"]["S"]
