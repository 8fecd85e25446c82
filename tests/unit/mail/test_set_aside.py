"""What comes due and cannot be handled, with a table in memory: set aside, looked at each hour."""

from datetime import timedelta
from typing import Any

import pytest
from botocore.exceptions import ClientError

from chalicelib.adapters.dynamodb.codec import to_item
from chalicelib.adapters.dynamodb.patience import Patience
from chalicelib.adapters.dynamodb.store import Store
from chalicelib.domain.mail.messages import Kind, Message
from chalicelib.domain.unreadable import Unreadable, UnreadableItem
from chalicelib.workflows.mail import dispatch
from chalicelib.workflows.mail.dispatch import sweep
from chalicelib.workflows.mail.set_aside import set_aside
from infra.deploy.aside import line
from infra.doubles.table import Table

from ...support.examples import HOUR, NOW, SECOND

EVERY = timedelta(minutes=5)
CAUSE = UnreadableItem(Unreadable("EVENT#v1", "EVENT"))


class Sweeps:
    def __init__(self) -> None:
        self.table, self.queued = Table(), list[str]()
        self.store = Store(lambda: self.table, "table")  # type: ignore[arg-type, return-value]

    def hand_over(self, _queue: str, entries: Any, _now: Any = None) -> None:
        self.queued += [entry.id for entry in entries]

    def wait(self, *messages: Message) -> None:
        for message in messages:
            unit = self.store.unit()
            unit.add(message)
            unit.commit()

    def write(self, message: Message, **attributes: Any) -> None:
        item = {**to_item(message), "version": {"N": "1"}, **attributes}
        put = {"TableName": "table", "Item": item, "ConditionExpression": "attribute_exists(pk)"}
        self.table.transact_write_items(TransactItems=[{"Put": put}])

    def at(self, now: Any) -> list[str]:
        """What a sweep queues."""
        self.queued.clear()
        self.last = sweep(store=self.store, queues=self, now=now)
        return list(self.queued)


def mail(number: int, due: Any = NOW) -> Message:
    return Message(f"p{number:04}-x", Kind.REGISTRATION, due, due)


def broken(sweeps: Sweeps, *messages: Message) -> None:
    sweeps.wait(*messages)
    for message in messages:
        index = {n: v for n, v in to_item(message).items() if n in ("due_pk", "due_sk")}
        sweeps.write(message, kind={"S": "novelty"}, **index)


def test_as_many_as_a_sweep_takes_that_nobody_can_read_hide_what_is_behind_them_once(
    monkeypatch: Any,
) -> None:
    monkeypatch.setattr(dispatch, "SWEPT", 20)
    sweeps = Sweeps()
    broken(sweeps, *[mail(n, NOW - HOUR) for n in range(20)])
    sweeps.wait(mail(99))
    assert sweeps.at(NOW) == []
    assert sweeps.at(NOW + EVERY) == ["p0099-x"]
    assert sweeps.last.set_aside == 20


def test_what_is_set_aside_is_looked_at_each_hour_and_said_since_when() -> None:
    sweeps = Sweeps()
    broken(sweeps, mail(1))
    for hours in range(3):
        assert sweeps.at(NOW + hours * (HOUR + SECOND)) == []
        [aside] = sweeps.store.aside(10)
        assert (aside.since, aside.entity) == (NOW, None)
        assert aside.item == aside.cause == Unreadable("PERSON#p0001", "MESSAGE#x")
    assert aside.again_at == NOW + 2 * (HOUR + SECOND) + HOUR


def test_what_can_be_read_again_is_queued_and_waits_by_its_own_time() -> None:
    sweeps = Sweeps()
    broken(sweeps, mail(1))
    sweeps.at(NOW)
    index = {"due_pk": {"S": "SET_ASIDE"}, "due_sk": _entry(sweeps)}
    sweeps.write(mail(1), **index)
    assert sweeps.at(NOW + HOUR - SECOND) == []
    assert sweeps.at(NOW + HOUR) == ["p0001-x"]
    assert sweeps.store.aside(10) == []
    assert [each.id for each in sweeps.store.due(NOW, 10) if isinstance(each, Message)] == [
        "p0001-x"
    ]


def test_what_needs_an_item_that_cannot_be_read_is_tried_again_each_hour() -> None:
    sweeps = Sweeps()
    sweeps.wait(mail(1))
    assert sweeps.at(NOW) == ["p0001-x"]
    assert set_aside("Message", "p0001-x", CAUSE, store=sweeps.store, now=NOW)
    assert [sweeps.at(NOW + n * EVERY) for n in range(1, 12)] == [[]] * 11
    [aside] = sweeps.store.aside(10)
    assert aside.cause == CAUSE.item
    assert sweeps.at(NOW + HOUR) == ["p0001-x"]


def test_what_does_not_wait_for_a_time_is_not_set_aside() -> None:
    sweeps = Sweeps()
    sweeps.wait(Message("p0001-x", Kind.REGISTRATION, NOW))
    assert not set_aside("Message", "p0001-x", CAUSE, store=sweeps.store, now=NOW)
    assert not set_aside("Message", "p0002-x", CAUSE, store=sweeps.store, now=NOW)
    assert sweeps.store.aside(10) == []


ODD_KEYS = [
    ("PERSON#a|b", "MESSAGE#x"),
    ("PERSON#100%", "MESSAGE#%7C|%25"),
    ("PERSON#" + "a" * 600, "MESSAGE#" + "x" * 900),
]


@pytest.mark.parametrize("place", [Unreadable(*key) for key in ODD_KEYS])
def test_an_item_of_any_key_is_set_aside_and_looked_at_each_hour(place: Unreadable) -> None:
    sweeps = Sweeps()
    sweeps.wait(mail(1, NOW + HOUR))
    put(sweeps, place, "DUE", "2027-02-28T00:00:00Z#x")
    for hours in range(2):
        sweeps.at(NOW + hours * (HOUR + SECOND))
        [aside] = sweeps.store.aside(10)
        assert (aside.item, aside.cause, aside.since) == (place, place, NOW)
        assert aside.again_at == NOW + hours * (HOUR + SECOND) + HOUR
        assert line(aside).startswith(f"{place.pk} {place.sk}  cannot be read")
    assert sweeps.queued == ["p0001-x"]


@pytest.mark.parametrize("place", [Unreadable(*key) for key in ODD_KEYS[:2]])
def test_what_something_waits_for_is_said_whatever_its_key(place: Unreadable) -> None:
    sweeps = Sweeps()
    sweeps.wait(mail(1))
    set_aside("Message", "p0001-x", UnreadableItem(place), store=sweeps.store, now=NOW)
    [aside] = sweeps.store.aside(10)
    assert f"waits for {place.pk} {place.sk}  since" in line(aside)


@pytest.mark.parametrize("entry", ["2027-01-01", "soon|long|a|b|c|d", "|", "zzz"])
def test_an_entry_that_nobody_could_have_written_is_shown_and_looked_at_again(entry: str) -> None:
    sweeps, place = Sweeps(), Unreadable("PERSON#a", "MESSAGE#x")
    put(sweeps, place, "SET_ASIDE", entry)
    [aside] = sweeps.store.aside(10)
    assert line(aside) == "PERSON#a MESSAGE#x  cannot be read  since nobody knows when"
    sweeps.at(NOW)
    assert sweeps.last.set_aside == 1
    [aside] = sweeps.store.aside(10)
    assert (aside.item, aside.since, aside.again_at) == (place, NOW, NOW + HOUR)


def test_what_the_release_before_wrote_is_read_as_it_was() -> None:
    sweeps, place = Sweeps(), Unreadable("PERSON#p0001", "MESSAGE#x")
    entry = "2027-03-01T15:00:00Z|2027-03-01T14:00:00Z|EVENT#v1|EVENT|PERSON#p0001|MESSAGE#x"
    put(sweeps, place, "SET_ASIDE", entry)
    [aside] = sweeps.store.aside(10)
    assert (aside.item, aside.cause) == (place, CAUSE.item)
    broken(sweeps, mail(2))
    sweeps.at(NOW)
    written = sweeps.table.written[-1]["due_sk"]["S"].split("|")
    assert written[2:] == ["PERSON#p0002", "MESSAGE#x", "PERSON#p0002", "MESSAGE#x"]


@pytest.mark.parametrize("code", ["ValidationException", "ThrottlingException"])
def test_what_the_table_refuses_of_one_keeps_nothing_else_from_being_done_and_counted(
    code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    sweeps = Sweeps()
    broken(sweeps, mail(1), mail(2))
    written = sweeps.table.update_item

    def update_item(**request: Any) -> Any:
        if request["Key"]["pk"] == {"S": "PERSON#p0001"}:
            raise ClientError({"Error": {"Code": code, "Message": ""}}, "UpdateItem")
        return written(**request)

    monkeypatch.setattr(sweeps.table, "update_item", update_item)
    sweeps.store = Store(
        lambda: sweeps.table,  # type: ignore[arg-type, return-value]
        "table",
        patience=Patience(sleep=lambda _seconds: None),
    )
    sweeps.at(NOW)
    assert [aside.item.pk for aside in sweeps.store.aside(10)] == ["PERSON#p0002"]
    assert sweeps.last.set_aside == 1


def test_two_thousand_that_are_set_aside_are_all_looked_at_within_ten_minutes() -> None:
    sweeps = Sweeps()
    for n in range(2000):
        put(sweeps, Unreadable(f"PERSON#p{n}", "MESSAGE#x"), "DUE", f"2027-02-28T00:00:00Z#{n}")
    for sweep_number in range(2):
        sweeps.at(NOW + sweep_number * EVERY)
    for sweep_number in range(12, 14):
        sweeps.at(NOW + sweep_number * EVERY)
    again = {aside.again_at for aside in sweeps.store.aside(3000)}
    assert again == {NOW + 24 * EVERY, NOW + 25 * EVERY}


def put(sweeps: Sweeps, place: Unreadable, due_pk: str, due_sk: str) -> None:
    """One that says nothing but where it is and that it is due."""
    texts = {"pk": place.pk, "sk": place.sk, "due_pk": due_pk, "due_sk": due_sk}
    item = {name: {"S": text} for name, text in texts.items()}
    absent = {"ConditionExpression": "attribute_not_exists(pk)"}
    write = {"Put": {"TableName": "table", "Item": item, **absent}}
    sweeps.table.transact_write_items(TransactItems=[write])


def _entry(sweeps: Sweeps) -> Any:
    [item] = [i for i in sweeps.table.items if i.get("due_pk") == {"S": "SET_ASIDE"}]
    return item["due_sk"]
