"""What holds up the line of an event, with a table in memory: it is mended, or passed over."""

from typing import Any

import pytest

from chalicelib.adapters.dynamodb.codec import to_item
from chalicelib.adapters.dynamodb.store import Store
from chalicelib.domain.events.events import Mode
from chalicelib.domain.events.registrations import EventRegistration, RegistrationStatus
from chalicelib.domain.events.seats import Places, Seats, WaitingPlace, waiting_place
from chalicelib.workflows.events.seating import fill, tend
from infra.doubles.table import Table

from ...support.event_examples import EVENT_ID, event, registration, seats
from ...support.examples import NOW, PROGRAMME

WAITS, LEFT = RegistrationStatus.WAITLISTED, RegistrationStatus.CANCELLED


class Line:
    """One free seat, and who waits: by ticket."""

    def __init__(self, waiting: int) -> None:
        self.table = Table()
        self.store = Store(lambda: self.table, "table")  # type: ignore[arg-type, return-value]
        self.calls = 0
        self.table.around = self._count
        places = {Mode.ONLINE: Places(1, waiting=waiting)}
        self.add(event(), seats(places=places, next_ticket=waiting + 1, next_at=NOW))

    def _count(self, moment: str) -> None:
        self.calls += moment == "before"

    def add(self, *entities: Any) -> None:
        unit = self.store.unit()
        unit.add(*entities)
        unit.commit()

    def waits(self, number: int, **changes: Any) -> EventRegistration:
        held: dict[str, Any] = {"id": f"p{number}-v7e1", "status": WAITS, "ticket": number}
        return registration(**{**held, **changes})

    def place(self, ticket: int) -> WaitingPlace:
        return waiting_place(EVENT_ID, Mode.ONLINE, ticket, f"p{ticket}-v7e1")

    def damage(self, entity: Any) -> None:
        item = {**to_item(entity), "type": {"S": "Novelty"}}
        put = {"TableName": "table", "Item": item, "ConditionExpression": "attribute_exists(pk)"}
        self.table.transact_write_items(TransactItems=[{"Put": put}])

    def tend(self) -> None:
        tend(EVENT_ID, store=self.store, programme=PROGRAMME, now=NOW)

    def status(self, ticket: int) -> RegistrationStatus:
        held = self.store.one(EventRegistration, f"p{ticket}-v7e1")
        assert held is not None
        return held.status

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
    assert list(line.store.line(EVENT_ID, Mode.ONLINE)) == [[]]
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
    assert line.store.places_in_line(EVENT_ID, Mode.ONLINE) == 2


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
    assert line.store.places_in_line(EVENT_ID, Mode.ONLINE) == 1


def test_a_count_is_left_alone_when_somebody_came_meanwhile() -> None:
    line = Line(waiting=1)
    seen = line.store.one(Seats, EVENT_ID)
    assert seen is not None
    line.store.claim(EVENT_ID, "p2-v7e1", Mode.ONLINE, True, NOW)
    assert not line.store.nobody_waits(seen, Mode.ONLINE, NOW)
    assert line.places.waiting == 2
