"""What holds up the line of an event, with a table in memory: it is mended, or passed over."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from chalicelib.adapters.dynamodb.codec import key_item, to_item
from chalicelib.adapters.dynamodb.store import Store
from chalicelib.domain.events.events import Mode
from chalicelib.domain.events.registrations import EventRegistration, RegistrationStatus
from chalicelib.domain.events.seats import Places, Seats, Tickets, WaitingPlace, waiting_place
from chalicelib.domain.people.callers import Caller
from chalicelib.workflows.events.change_registration import leave_event, switch_mode
from chalicelib.workflows.events.seating import Placed, fill, tend
from infra.doubles.table import Table

from ...support.event_examples import EVENT_ID, event, registration, seats
from ...support.examples import HOUR, NOW, PROGRAMME, participant

WAITS, LEFT = RegistrationStatus.WAITLISTED, RegistrationStatus.CANCELLED


class Line:
    """One free seat, or none, and who waits: by ticket."""

    def __init__(self, waiting: int, taken: int = 0, tickets: int = 0) -> None:
        self.table = Table()
        self.store = Store(lambda: self.table, "table")  # type: ignore[arg-type, return-value]
        self.calls = 0
        self.table.around = self._count
        places = {
            Mode.ONLINE: Places(1, taken, waiting),
            Mode.IN_PERSON: Places(1, 1),
        }
        next_ticket = max(waiting, tickets) + 1
        self.add(event(), seats(places=places, next_ticket=next_ticket, next_at=NOW))

    def _count(self, moment: str) -> None:
        self.calls += moment == "before"

    def add(self, *entities: Any) -> None:
        unit = self.store.unit()
        unit.add(*entities)
        unit.commit()

    def stand(self, *tickets: int) -> None:
        """They wait, as they should."""
        for number in tickets:
            person = participant(id=f"p{number}", email=f"{number}@example.org")
            self.add(person, self.waits(number), self.place(number))

    def waits(self, number: int, **changes: Any) -> EventRegistration:
        held: dict[str, Any] = {"id": f"p{number}-v7e1", "status": WAITS, "ticket": number}
        return registration(**{**held, **changes})

    def place(self, ticket: int) -> WaitingPlace:
        return waiting_place(EVENT_ID, Mode.ONLINE, ticket, f"p{ticket}-v7e1")

    def damage(self, entity: Any) -> None:
        item = {**to_item(entity), "type": {"S": "Novelty"}}
        put = {"TableName": "table", "Item": item, "ConditionExpression": "attribute_exists(pk)"}
        self.table.transact_write_items(TransactItems=[{"Put": put}])

    def lose(self, entity: Any) -> None:
        delete = {"TableName": "table", "Key": key_item(type(entity), entity.id)}
        self.table.transact_write_items(TransactItems=[{"Delete": delete}])

    def misshape(self, entity: Any) -> None:
        """Its version says nothing."""
        item = {**to_item(entity), "version": {"S": "x"}}
        put = {"TableName": "table", "Item": item}
        self.table.transact_write_items(TransactItems=[{"Put": put}])

    def leave(self, ticket: int) -> EventRegistration:
        return leave_event(Caller(f"p{ticket}", 0), f"p{ticket}-v7e1", **self._tools())

    def switch(self, ticket: int) -> Placed:
        who = Caller(f"p{ticket}", 0)
        return switch_mode(who, f"p{ticket}-v7e1", Mode.IN_PERSON, **self._tools())

    def _tools(self) -> dict[str, Any]:
        return {"store": self.store, "programme": PROGRAMME, "now": NOW}

    def swept(self, at: datetime = NOW) -> bool:
        """Whether the operator hears of the seats."""
        return any(isinstance(e, Seats) and e.restless for e in self.store.due(at, 10))

    def tend(self) -> None:
        tend(EVENT_ID, store=self.store, programme=PROGRAMME, now=NOW)

    def status(self, ticket: int) -> RegistrationStatus:
        held = self.store.one(EventRegistration, f"p{ticket}-v7e1")
        assert held is not None
        return held.status

    def in_line(self) -> list[int]:
        return list(self.store.line(EVENT_ID, Mode.ONLINE)[0].numbers)

    @property
    def places(self) -> Places:
        held = self.store.one(Seats, EVENT_ID)
        assert held is not None
        return held.places[Mode.ONLINE]


NOBODY: dict[str, dict[str, Any] | None] = {
    "is gone": None,
    "is cancelled": {"status": LEFT},
    "has a seat": {"status": RegistrationStatus.CONFIRMED},
    "has another ticket": {"ticket": 9},
    "waits in the other line": {"mode": Mode.IN_PERSON},
}


@pytest.mark.parametrize("why", NOBODY)
def test_a_place_that_nobody_waits_in_is_taken_away_and_the_next_is_promoted(why: str) -> None:
    line, changes = Line(waiting=2), NOBODY[why]
    line.add(line.place(1), line.place(2), line.waits(2))
    if changes is not None:
        line.add(line.waits(1, **changes))
    fill(EVENT_ID, store=line.store, programme=PROGRAMME, now=NOW)
    assert line.status(2) is RegistrationStatus.CONFIRMED
    assert (line.places.taken, line.places.waiting) == (1, 0)
    assert line.in_line() == []
    line.tend()
    assert not any(isinstance(each, Seats) for each in line.store.due(NOW, 10))


@pytest.mark.parametrize("what", ["their registration", "their place"])
def test_who_cannot_be_read_is_passed_over_and_keeps_their_place(what: str) -> None:
    line = Line(waiting=3)
    people = [line.waits(ticket) for ticket in (1, 2, 3)]
    line.add(*people, *[line.place(ticket) for ticket in (1, 2, 3)])
    line.damage(line.place(1) if what == "their place" else people[0])
    line.tend()
    assert (line.status(2), line.status(3)) == (RegistrationStatus.CONFIRMED, WAITS)
    assert (line.places.taken, line.places.waiting) == (1, 2)
    assert len(line.store.line(EVENT_ID, Mode.ONLINE)[0].numbers) == 2


def test_a_line_of_people_who_cannot_be_read_costs_a_bounded_number_of_calls() -> None:
    line = Line(waiting=40)
    for ticket in range(1, 41):
        line.add(line.waits(ticket), line.place(ticket))
        line.damage(line.waits(ticket))
    line.calls = 0
    line.tend()
    assert line.calls < 15
    assert (line.places.taken, line.places.waiting) == (0, 40)


def test_a_claim_of_somebody_who_cannot_be_read_holds_up_nobody() -> None:
    line = Line(waiting=1)
    line.add(line.waits(1), line.place(1))
    line.store.claim(EVENT_ID, "p2-v7e1", Mode.ONLINE, True, NOW)
    line.add(line.waits(2))
    line.damage(line.waits(2))
    line.tend()
    assert line.status(1) is RegistrationStatus.CONFIRMED
    assert list(line.places.joining) == ["p2-v7e1"]


def test_a_count_of_a_line_where_nobody_waits_becomes_nought() -> None:
    line = Line(waiting=3)
    line.tend()
    assert line.places.waiting == 0
    claim = line.store.claim(EVENT_ID, "p9-v7e1", Mode.ONLINE, False, NOW)
    assert not claim.waits


def test_who_waits_without_a_place_in_line_has_it_again_and_the_seat() -> None:
    line = Line(waiting=2)
    line.add(line.waits(1), line.waits(2))
    line.tend()
    assert (line.status(1), line.status(2)) == (RegistrationStatus.CONFIRMED, WAITS)
    assert (line.places.taken, line.places.waiting) == (1, 1)
    assert len(line.store.line(EVENT_ID, Mode.ONLINE)[0].numbers) == 1


def test_a_count_is_left_alone_when_somebody_came_meanwhile() -> None:
    line = Line(waiting=1)
    seen = line.store.one(Seats, EVENT_ID)
    assert seen is not None
    line.store.claim(EVENT_ID, "p2-v7e1", Mode.ONLINE, True, NOW)
    assert not line.store.count_waiting(seen, Mode.ONLINE, Tickets(), NOW)
    assert line.places.waiting == 2


DAMAGED: dict[str, Callable[[Line], None]] = {
    "is gone": lambda line: line.lose(line.place(1)),
    "has a version that says nothing": lambda line: line.misshape(line.place(1)),
}


@pytest.mark.parametrize("damage", DAMAGED.values(), ids=DAMAGED.keys())
@pytest.mark.parametrize("waiting", [2, 1, 0, -1])
@pytest.mark.parametrize("act", [Line.leave, Line.switch], ids=["leaves", "switches"])
def test_whose_place_is_damaged_leaves_and_switches_as_others_do(
    act: Callable[[Line, int], Any], waiting: int, damage: Callable[[Line], None]
) -> None:
    """Whatever the number says: it is right once the sweep came by."""
    line = Line(waiting, taken=1, tickets=2)
    line.stand(1, 2)
    damage(line)
    act(line, 1)
    line.tend()
    assert (line.places.waiting, line.in_line()) == (1, [2])


@pytest.mark.parametrize("waiting", [-1, 0, 1, 3])
def test_the_number_of_a_line_is_mended_and_the_operator_hears_of_it(waiting: int) -> None:
    line = Line(waiting, taken=1, tickets=3)
    line.stand(1, 2)
    assert not line.swept()
    line.tend()
    assert line.places.waiting == 2
    assert line.swept(NOW + timedelta(minutes=5))
    line.tend()
    assert not any(isinstance(each, Seats) for each in line.store.due(NOW + HOUR, 10))


def test_no_number_goes_below_nought_and_the_next_has_what_is_free() -> None:
    line = Line(waiting=0, taken=1, tickets=2)
    line.stand(1, 2)
    line.leave(1)
    assert line.places.waiting == 0
    line.tend()
    assert (line.places.waiting, line.in_line()) == (1, [2])


def test_newcomers_get_what_is_free_where_a_number_is_below_nought() -> None:
    line = Line(waiting=-1)
    assert line.places.free == 1
    claim = line.store.claim(EVENT_ID, "p9-v7e1", Mode.ONLINE, False, NOW)
    assert not claim.waits
    line.tend()
    assert line.places.waiting == 0


def test_who_lost_their_place_behind_others_has_it_again_before_later_ones() -> None:
    line = Line(waiting=3, taken=1)
    line.stand(1, 2, 3)
    line.lose(line.place(2))
    line.tend()
    assert (line.places.waiting, line.in_line()) == (3, [1, 2, 3])


def test_a_seat_is_nobody_s_until_who_lost_their_place_has_it_again() -> None:
    line = Line(waiting=2)
    line.stand(1, 2)
    line.lose(line.place(1))
    fill(EVENT_ID, store=line.store, programme=PROGRAMME, now=NOW)
    assert (line.status(1), line.status(2)) == (WAITS, WAITS)
    line.tend()
    assert (line.status(1), line.status(2)) == (RegistrationStatus.CONFIRMED, WAITS)
    assert line.places.waiting == 1


def test_a_place_that_nobody_waits_in_and_nobody_counted_costs_the_next_nothing() -> None:
    line = Line(waiting=1, tickets=2)
    line.add(line.place(1))
    line.stand(2)
    fill(EVENT_ID, store=line.store, programme=PROGRAMME, now=NOW)
    assert line.places.waiting == 1
    line.tend()
    assert line.status(2) is RegistrationStatus.CONFIRMED
    assert (line.places.taken, line.places.waiting, line.in_line()) == (1, 0, [])


def test_who_is_about_to_stand_in_line_is_counted_once() -> None:
    """Their place is not written yet, or is and their claim is not let go of."""
    line = Line(waiting=0, taken=1, tickets=1)
    line.store.claim(EVENT_ID, "p1-v7e1", Mode.ONLINE, True, NOW)
    held = line.store.one(Seats, EVENT_ID)
    assert held is not None
    [claim] = held.claims()
    for tickets in (Tickets(), Tickets((claim.ticket,))):
        assert held.agree(Mode.ONLINE, tickets)


def test_a_long_line_is_counted_as_far_as_it_is_read() -> None:
    line = Line(waiting=3, taken=1, tickets=250)
    for first in range(1, 251, 50):
        line.add(*[line.place(ticket) for ticket in range(first, first + 50)])
    line.calls = 0
    line.tend()
    assert line.calls < 15
    assert line.places.waiting > 200
    line.calls = 0
    line.tend()
    assert line.calls < 8
