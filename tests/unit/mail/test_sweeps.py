"""Sweeps, with a table in memory: what is due is queued, and not again while it waits."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from chalicelib.adapters.dynamodb.codec import to_item
from chalicelib.adapters.dynamodb.store import Store
from chalicelib.domain.events.events import Mode
from chalicelib.domain.events.registrations import RegistrationStatus
from chalicelib.domain.events.seats import Places, Seats, waiting_place
from chalicelib.domain.mail.due import Misplaced
from chalicelib.domain.mail.messages import Kind, Message
from chalicelib.domain.mail.sweeps import ROUND
from chalicelib.domain.people.participants import Participant
from chalicelib.workflows.events.seating import tend
from chalicelib.workflows.mail import dispatch
from chalicelib.workflows.mail.dispatch import sweep
from infra.doubles.table import Table

from ...support.event_examples import EVENT_ID, REGISTRATION_ID, event, registration, seats
from ...support.examples import DAY, NOW, PROGRAMME, SECOND, participant

EVERY = timedelta(minutes=5)
AT_ONCE = 20


class Queues:
    def __init__(self) -> None:
        self.queued: list[str] = []

    def hand_over(self, _queue: str, entries: Any, _now: Any = None) -> None:
        self.queued += [entry.id for entry in entries]


class Sweeps:
    def __init__(self) -> None:
        self.table, self.queues = Table(), Queues()
        self.store = Store(lambda: self.table, "table")  # type: ignore[arg-type, return-value]

    def wait(self, *entities: Any) -> None:
        for entity in entities:
            unit = self.store.unit()
            unit.add(entity)
            unit.commit()

    def at(self, now: datetime) -> list[str]:
        """What a sweep queues."""
        before = len(self.queues.queued)
        sweep(store=self.store, queues=self.queues, now=now)
        return self.queues.queued[before:]

    def rewrite(self, item: Any) -> None:
        put = {"TableName": "table", "Item": item, "ConditionExpression": "attribute_exists(pk)"}
        self.table.transact_write_items(TransactItems=[{"Put": put}])

    def beats(self) -> int:
        return sum(item["type"]["S"] == "SweepRound" for item in self.table.written)


@pytest.fixture(autouse=True)
def fewer_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dispatch, "SWEPT", AT_ONCE)


def mail(number: int, due: datetime = NOW) -> Message:
    return Message(f"p{number:04}-x", Kind.REGISTRATION, due, due)


def test_what_waits_in_the_queue_is_not_queued_again_and_what_is_behind_it_is() -> None:
    sweeps = Sweeps()
    many = [mail(n) for n in range(3 * AT_ONCE - 5)]
    sweeps.wait(*many)
    found = [sweeps.at(NOW + n * EVERY) for n in range(5)]
    assert [len(each) for each in found] == [AT_ONCE, AT_ONCE, AT_ONCE - 5, 0, 0]
    assert sorted(sweeps.queues.queued) == [each.id for each in many]


def test_what_is_still_due_after_half_an_hour_is_queued_once_more() -> None:
    sweeps = Sweeps()
    sweeps.wait(*[mail(n) for n in range(AT_ONCE + 5)])
    first = [each for n in range(6) for each in sweeps.at(NOW + n * EVERY)]
    again = [each for n in range(6) for each in sweeps.at(NOW + ROUND + n * EVERY)]
    assert sorted(first) == sorted(again)
    assert len(first) == AT_ONCE + 5


def test_what_comes_due_behind_what_waits_is_queued_at_the_next_sweep() -> None:
    sweeps = Sweeps()
    sweeps.wait(mail(1), mail(2, NOW + EVERY))
    assert sweeps.at(NOW) == ["p0001-x"]
    assert sweeps.at(NOW + EVERY) == ["p0002-x"]
    sweeps.wait(mail(0, NOW + EVERY + SECOND))
    assert sweeps.at(NOW + 2 * EVERY) == ["p0000-x"]


def test_an_id_that_begins_like_the_last_one_is_not_passed_over() -> None:
    sweeps = Sweeps()
    sweeps.wait(*[mail(n, NOW - SECOND) for n in range(AT_ONCE)])
    sweeps.at(NOW)
    last = f"{mail(AT_ONCE - 1).id}more"
    sweeps.wait(Message(last, Kind.REGISTRATION, NOW - SECOND, NOW - SECOND))
    assert sweeps.at(NOW) == [last]


def test_a_mail_that_was_put_off_is_queued_when_its_time_comes() -> None:
    sweeps = Sweeps()
    sweeps.wait(mail(1))
    assert sweeps.at(NOW) == ["p0001-x"]
    held = sweeps.store.one(Message, "p0001-x")
    assert held is not None
    unit = sweeps.store.unit()
    unit.save(held.claimed(NOW).throttled(NOW))
    unit.commit()
    assert sweeps.at(NOW + EVERY) == ["p0001-x"]


@pytest.mark.parametrize(
    "index",
    [
        {"state": {"S": "cancelled"}, "next_at": None},
        {"state": {"S": "delivered"}},
        {"next_at": {"S": "2027-06-01T00:00:00Z"}},
    ],
)
def test_what_is_not_due_by_its_own_fields_leaves_the_way_to_what_is_behind_it(
    index: dict[str, Any],
) -> None:
    """As many as a sweep takes, written by hand or by a story that died out."""
    sweeps, stale = Sweeps(), "2027-02-28T00:00:00Z"
    many = [mail(n) for n in range(AT_ONCE)]
    sweeps.wait(*many, mail(99))
    for each in many:
        odd = {**to_item(each), "version": {"N": "1"}, "due_sk": {"S": f"{stale}#{each.id}"}}
        odd |= index
        sweeps.rewrite({name: value for name, value in odd.items() if value is not None})
    swept = sweep(store=sweeps.store, queues=sweeps.queues, now=NOW)
    assert (swept.handed_over, swept.put_right, swept.stuck) == (0, AT_ONCE, 0)
    assert sweeps.at(NOW + EVERY) == ["p0099-x"]


def test_one_that_stands_before_its_own_time_does_not_have_what_is_between_passed_over() -> None:
    sweeps = Sweeps()
    sweeps.wait(mail(1), mail(2, NOW - DAY))
    old = {"version": {"N": "1"}, "due_sk": {"S": "2027-02-01T00:00:00Z#p0001-x"}}
    sweeps.rewrite({**to_item(mail(1)), **old})
    assert sweeps.at(NOW) == ["p0002-x"]
    late = mail(3, NOW - timedelta(hours=1))
    sweeps.wait(late)
    assert sweeps.at(NOW + SECOND) == ["p0003-x", "p0001-x"]


def test_what_is_put_right_waits_for_its_own_time() -> None:
    sweeps = Sweeps()
    sweeps.wait(mail(1, NOW + DAY))
    held = to_item(mail(1, NOW + DAY))
    old = {"version": {"N": "1"}, "due_sk": {"S": "2027-02-28T00:00:00Z#p0001-x"}}
    sweeps.rewrite({**held, **old})
    assert [sweeps.at(NOW), sweeps.at(NOW + EVERY), sweeps.at(NOW + DAY)] == [[], [], ["p0001-x"]]


def test_what_was_written_since_a_sweep_read_it_is_not_put_right() -> None:
    sweeps, due = Sweeps(), mail(1)
    sweeps.wait(due)
    read = Misplaced(replace(due, next_at=None, version=7))
    assert not sweeps.store.put_right(read)
    assert sweeps.at(NOW) == ["p0001-x"]


def test_a_type_that_nothing_waits_for_leaves_the_index() -> None:
    sweeps, person = Sweeps(), participant()
    sweeps.wait(person)
    held = {name: value for name, value in to_item(person).items() if value != {"NULL": True}}
    due = {"due_pk": {"S": "DUE"}, "due_sk": {"S": "2027-02-28T00:00:00Z#p"}}
    sweeps.rewrite({**held, **due, "version": {"N": "1"}})
    sweeps.at(NOW)
    assert sweeps.store.due(NOW, 10) == []
    assert sweeps.store.one(Participant, person.id) is not None


@pytest.mark.parametrize("odd", [{"version": {"S": "x"}}, {"begun_at": {"N": "7"}}])
def test_a_round_that_cannot_be_read_is_begun_anew(odd: dict[str, Any]) -> None:
    sweeps = Sweeps()
    sweeps.wait(mail(1))
    sweeps.at(NOW)
    [held] = [item for item in sweeps.table.items if item["type"]["S"] == "SweepRound"]
    sweeps.rewrite({**held, **odd})
    beats = sweeps.beats()
    assert sweeps.at(NOW + EVERY) == ["p0001-x"]
    assert sweeps.at(NOW + 2 * EVERY) == []
    assert sweeps.beats() == beats + 2


def test_seats_are_seen_to_at_each_sweep() -> None:
    """One try may leave them where they are: somebody came meanwhile."""
    sweeps = Sweeps()
    sweeps.wait(seats(next_at=NOW), mail(1, NOW + SECOND))
    assert [len(sweeps.at(NOW + n * EVERY)) for n in (1, 2, 3)] == [2, 1, 1]


def test_seats_that_never_settle_are_said_and_those_that_do_are_not() -> None:
    """Somebody waits whom nobody can read: a free seat stays free until that is mended."""
    sweeps = Sweeps()
    one_waits = {Mode.ONLINE: Places(2, waiting=1)}
    sweeps.wait(event(), seats(places=one_waits, next_ticket=2, next_at=NOW))
    sweeps.wait(waiting_place(EVENT_ID, Mode.ONLINE, 1, REGISTRATION_ID))
    sweeps.wait(registration(status=RegistrationStatus.WAITLISTED, ticket=1))
    held = to_item(registration(status=RegistrationStatus.WAITLISTED, ticket=1, version=1))
    sweeps.rewrite({**held, "status": {"S": "novelty"}})
    said = []
    for n in range(6):
        now = NOW + n * EVERY
        said.append(sweep(store=sweeps.store, queues=sweeps.queues, now=now).restless)
        tend(EVENT_ID, store=sweeps.store, programme=PROGRAMME, now=now)
    assert said == [0, 0, 0, 1, 1, 1]
    sweeps.rewrite(held)
    for n in range(6, 8):
        tend(EVENT_ID, store=sweeps.store, programme=PROGRAMME, now=NOW + n * EVERY)
    settled = sweeps.store.one(Seats, EVENT_ID)
    assert settled is not None
    assert (settled.restless, settled.next_at) == (False, None)


def test_two_sweeps_at_once_lose_nothing() -> None:
    sweeps = Sweeps()
    sweeps.wait(*[mail(n) for n in range(3 * AT_ONCE)])
    sweeps.at(NOW)

    def another(moment: str) -> None:
        sweeps.table.around = lambda _moment: None
        sweeps.at(NOW + EVERY)

    sweeps.table.around = another
    sweeps.at(NOW + EVERY)
    for n in range(2, 5):
        sweeps.at(NOW + n * EVERY)
    assert set(sweeps.queues.queued) == {mail(n).id for n in range(3 * AT_ONCE)}


def test_a_clock_that_was_wrong_begins_a_new_round() -> None:
    sweeps = Sweeps()
    sweeps.wait(mail(1))
    sweeps.at(NOW + DAY)
    assert sweeps.at(NOW) == ["p0001-x"]


def test_each_sweep_is_heard_of_in_the_stream() -> None:
    sweeps = Sweeps()
    for n in range(4):
        sweeps.at(NOW + n * EVERY)
    assert sweeps.beats() == 4
