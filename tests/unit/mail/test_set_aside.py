"""What comes due and cannot be handled, with a table in memory: set aside, looked at each hour."""

from datetime import timedelta
from typing import Any

from chalicelib.adapters.dynamodb.codec import to_item
from chalicelib.adapters.dynamodb.store import Store
from chalicelib.domain.mail.messages import Kind, Message
from chalicelib.domain.unreadable import Unreadable, UnreadableItem
from chalicelib.workflows.mail import dispatch
from chalicelib.workflows.mail.dispatch import sweep
from chalicelib.workflows.mail.set_aside import set_aside
from infra.doubles.table import Table

from ...support.examples import HOUR, NOW, SECOND

EVERY = timedelta(minutes=5)
CAUSE = UnreadableItem(Unreadable("EVENT#v1", "EVENT"))


class Sweeps:
    def __init__(self) -> None:
        self.table, self.queued = Table(), list[str]()
        self.store = Store(lambda: self.table, "table")  # type: ignore[arg-type, return-value]

    def hand_over(self, _queue: str, entries: Any) -> None:
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


def _entry(sweeps: Sweeps) -> Any:
    [item] = [i for i in sweeps.table.items if i.get("due_pk") == {"S": "SET_ASIDE"}]
    return item["due_sk"]
