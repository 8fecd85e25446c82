"""A seat that anybody may have asked for is given to somebody proven who waits: by day, after a
delay, one for one, whatever happens meanwhile."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.events.events import EventMode, Mode
from chalicelib.domain.events.giving_way import exchanges, gives_way, gives_way_at, known
from chalicelib.domain.events.registrations import EventRegistration, RegistrationStatus
from chalicelib.domain.events.seats import Move, Seats, WaitingPlace
from chalicelib.domain.mail.broadcasts import Broadcast, Topic
from chalicelib.domain.mail.messages import Kind, Message
from chalicelib.domain.people.callers import Caller
from chalicelib.domain.people.participants import Participant
from chalicelib.domain.receipts import NO_KEY
from chalicelib.workflows.events import giving_way
from chalicelib.workflows.events.change_registration import accept_offer, leave_event
from chalicelib.workflows.events.manage_events import create_event
from chalicelib.workflows.events.register_for_event import SeatRequest, register_for_event
from chalicelib.workflows.events.seating import tend

from ...support.event_examples import event, registration
from ...support.examples import DAY, HOUR, NOW, PROGRAMME, participant, staff_member
from .test_machine import STAFF, Killed, World

DELAY = PROGRAMME.unproven_seat
SLEEP = PROGRAMME.sleep
ROOM = Mode.IN_PERSON
CONFIRMED, WAITS = RegistrationStatus.CONFIRMED, RegistrationStatus.WAITLISTED

moments = st.integers(0, 14 * 24 * 60).map(lambda minutes: NOW + timedelta(minutes=minutes))
held = st.builds(
    lambda number, **changes: registration(id=f"p{number}-v7e1", ticket=number, **changes),
    st.integers(1, 40),
    status=st.sampled_from(list(RegistrationStatus)),
    provisional=st.booleans(),
    offer_missed=st.booleans(),
    registered_at=moments,
)
rosters = st.lists(held, max_size=20, unique_by=lambda each: each.id)
states = st.sampled_from(["proven", "unproven", "gone"])


def somebody(state: str, **changes: Any) -> Participant | None:
    proven_at = NOW if state == "proven" else None
    return None if state == "gone" else participant(proven_at=proven_at, consents=(), **changes)


@given(held, states, moments)
def test_a_seat_is_kept_for_its_waking_delay_and_at_night(
    seat: EventRegistration, state: str, now: datetime
) -> None:
    awake = SLEEP.waking_time(seat.registered_at, now)
    gone = gives_way(seat, somebody(state), PROGRAMME, now)
    assert not gone or (awake >= DELAY and SLEEP.waking(now))
    assert not gone or (seat.provisional and seat.status is CONFIRMED and state == "unproven")
    ends_at = gives_way_at(seat, PROGRAMME)
    assert SLEEP.waking(ends_at - timedelta(seconds=1))
    assert SLEEP.waking_time(seat.registered_at, ends_at) == DELAY


@given(rosters, st.lists(states, min_size=20, max_size=20), moments)
def test_one_seat_goes_to_one_person_the_oldest_to_the_first_in_line_who_is_proven(
    roster: list[EventRegistration], is_now: list[str], now: datetime
) -> None:
    people = {r.participant_id: somebody(s) for r, s in zip(roster, is_now, strict=False)}
    asked = {r.id: (r, people[r.participant_id]) for r in roster}
    found = exchanges(roster, Mode.ONLINE, people, PROGRAMME, now)
    seats, line = [seat for seat, _ in found], [waits for _, waits in found]
    assert [r.ticket for r in line] == sorted(r.ticket for r in line)
    assert all(r.waits and not r.offer_missed and known(*asked[r.id]) for r in line)
    left = [r for r, who in asked.values() if r not in seats and gives_way(r, who, PROGRAMME, now)]
    passed = [r for r, who in asked.values() if r not in line and r.waits and known(r, who)]
    passed = [r for r in passed if not r.offer_missed]
    assert not (left and passed)
    assert all(seat.registered_at <= other.registered_at for seat in seats for other in left)
    assert all(first.ticket < other.ticket for first in line for other in passed)


class Room:
    """Two seats, both held by addresses that nobody has proven: p1's, then p2's."""

    def __init__(self, capacity: int = 2, invented: int = 2) -> None:
        self.world = World()
        self.add(staff_member())
        draft = event(NOW + 6 * DAY, mode=EventMode.IN_PERSON, public=True)
        made = self.world.run(create_event, STAFF, draft, {ROOM: capacity}, NO_KEY)
        self.event_id = made.event.id
        for number in range(1, invented + 1):
            self.comes(f"p{number}", proven=False)

    def add(self, *entities: Any) -> None:
        unit = self.world.store.unit()
        unit.add(*entities)
        unit.commit()

    def comes(self, who: str, proven: bool = True) -> None:
        """By their own link, or by the form for an address that is not proven."""
        state = "proven" if proven else "unproven"
        self.add(somebody(state, id=who, email=f"{who}@example.org"))
        request = SeatRequest(Caller(who, 0), self.event_id, ROOM, by_form=not proven)
        self.world.run(register_for_event, request, NO_KEY)

    def proves(self, who: str) -> None:
        person = self.world.store.one(Participant, who)
        assert person is not None
        unit = self.world.store.unit()
        unit.save(replace(person, proven_at=self.world.now))
        unit.commit()

    def leaves(self, who: str) -> None:
        self.world.run(leave_event, Caller(who, 0), self._id(who))

    def tend(self, after: timedelta = timedelta()) -> None:
        self.world.now += after
        self.world.run(tend, self.event_id)

    def dies_while_tending(self, call: int) -> None:
        left = [call]

        def around(moment: str) -> None:
            left[0] -= moment == "before"
            if left[0] == 0 and moment == "before":
                raise Killed

        self.world.table.around = around
        try:
            self.tend()
        except Killed:
            pass
        finally:
            self.world.table.around = lambda _moment: None

    def status(self, who: str) -> RegistrationStatus:
        found = self.world.store.one(EventRegistration, self._id(who))
        assert found is not None
        return found.status

    def seated(self) -> set[str]:
        return {r.participant_id for r in self.world.of(EventRegistration) if r.seated}

    def moved(self) -> int:
        """How many of the two had to give up their seat, for however short a time."""
        held = {r.participant_id: r for r in self.world.of(EventRegistration)}
        return sum(held[who].sequence > 0 for who in ("p1", "p2"))

    def line(self) -> list[str]:
        places = sorted(self.world.of(WaitingPlace), key=lambda place: place.ticket)
        return [place.registration_id.partition("-")[0] for place in places]

    def check(self) -> None:
        (seats,) = self.world.of(Seats)
        places = seats.places[ROOM]
        assert places.taken == len(self.seated()) <= places.capacity
        assert places.waiting == len(self.line())
        registrations = self.world.of(EventRegistration)
        assert {r.participant_id for r in registrations if r.waits} == set(self.line())

    def _id(self, who: str) -> str:
        return f"{who}-{self.event_id.partition('-')[2]}"


@pytest.fixture
def room() -> Room:
    found = Room()
    found.comes("ana")
    return found


def test_before_the_delay_is_over_the_seat_is_kept_then_the_oldest_goes(room: Room) -> None:
    room.tend(DELAY - timedelta(minutes=1))
    assert room.seated() == {"p1", "p2"}
    room.tend(timedelta(minutes=1))
    assert room.seated() == {"p2", "ana"}
    assert room.line() == ["p1"]
    room.check()


def test_nobody_gives_way_to_nobody_nor_to_who_is_not_proven() -> None:
    room = Room()
    room.tend(DELAY)
    room.comes("p3", proven=False)
    room.tend(DELAY)
    assert room.seated() == {"p1", "p2"}
    room.proves("p3")  # nothing but time brings the sweep back
    (seats,) = room.world.of(Seats)
    assert seats.next_at is not None
    assert seats.next_at <= room.world.now + timedelta(minutes=10)
    room.tend()
    assert room.seated() == {"p2", "p3"}


def test_who_proves_in_time_keeps_the_seat(room: Room) -> None:
    room.proves("p1")
    room.proves("p2")
    room.tend(3 * DELAY)
    assert room.seated() == {"p1", "p2"}
    (seats,) = room.world.of(Seats)
    assert seats.next_at is None  # and nobody looks any more


def test_who_gave_way_and_proves_later_waits_in_the_order_in_which_they_came_to_the_line() -> None:
    room = Room(capacity=1, invented=1)
    room.comes("ana")
    room.comes("lou")
    room.tend(DELAY)
    room.comes("zoe")
    room.proves("p1")
    assert room.line() == ["lou", "p1", "zoe"]
    for gone, comes in (("ana", "lou"), ("lou", "p1"), ("p1", "zoe")):
        assert gone in room.seated()
        room.leaves(gone)
        assert room.seated() == {comes}


def test_a_seat_that_becomes_free_goes_to_who_is_proven_before_others_in_line() -> None:
    room = Room(capacity=1, invented=0)
    room.comes("ana")
    room.comes("p1", proven=False)
    room.comes("lou")
    room.leaves("ana")
    assert room.seated() == {"lou"}
    room.leaves("lou")
    assert room.seated() == {"p1"}


def test_who_is_proven_is_found_behind_a_long_line_of_invented_people() -> None:
    room = Room(capacity=1, invented=0)
    room.comes("zoe")
    for number in range(1, 221):
        room.comes(f"p{number}", proven=False)
    room.comes("ana")
    room.leaves("zoe")
    assert room.seated() == {"ana"}
    room.check()


def test_what_the_team_asked_for_or_ones_own_link_does_not_give_way() -> None:
    room = Room(capacity=2, invented=0)
    for who, by_team in (("team", STAFF), ("link", None)):
        room.add(somebody("unproven", id=who, email=f"{who}@example.org"))
        by_form = by_team is not None
        asked = SeatRequest(Caller(who, 0), room.event_id, ROOM, by_team=by_team, by_form=by_form)
        room.world.run(register_for_event, asked, NO_KEY)
    room.comes("ana")
    room.tend(3 * DELAY)
    assert room.seated() == {"team", "link"}


def test_near_the_start_one_seat_is_given_up_for_the_first_to_act(room: Room) -> None:
    room.tend(6 * DAY - HOUR / 2)
    room.tend(timedelta(minutes=10))
    assert room.seated() == {"p2"}
    assert room.line() == ["ana", "p1"]
    told = [each for each in room.world.of(Broadcast) if each.topic is Topic.FREE_SEAT]
    assert len(told) == 1
    room.world.run(accept_offer, Caller("ana", 0), room._id("ana"), NO_KEY)
    room.tend(timedelta(minutes=10))
    assert room.seated() == {"p2", "ana"}
    room.check()


def test_who_gave_way_is_told_once_that_they_wait(room: Room) -> None:
    room.tend(DELAY)
    room.tend(HOUR)
    told = [m.kind for m in room.world.of(Message) if m.booking_id == room._id("p1")]
    assert sorted(told) == [Kind.EVENT_CONFIRMED, Kind.EVENT_WAITLISTED]


CALLS = range(1, 22)


def overtaken(room: Room, call: int, other: Callable[[], None]) -> None:
    left = call

    def around(moment: str) -> None:
        nonlocal left
        left -= moment == "before"
        if left == 0 and moment == "before":
            left = -1
            room.world.table.around = lambda _moment: None
            other()

    room.world.table.around = around
    room.tend()
    room.world.table.around = lambda _moment: None


def gone_for_one(prepare: Callable[[Room], Callable[[], None]]) -> int:
    """The most people who gave way to one, over all moments at which somebody else goes first."""
    most = 0
    for call in CALLS:
        room = Room()
        room.comes("ana")
        room.world.now += DELAY
        overtaken(room, call, prepare(room))
        room.check()
        most = max(most, room.moved())
        room.tend()
        room.check()
        assert "ana" in {*room.seated(), *room.line()} or room.status("ana").value == "cancelled"
    return most


def gone_for_two_sweeps(death: int) -> int:
    """The same, where the other is a sweep that dies at one of its calls."""
    return gone_for_one(lambda room: partial(room.dies_while_tending, death))


@pytest.mark.parametrize("death", [*range(5, 16), 99])
def test_two_sweeps_at_once_or_one_that_died_give_up_one_seat(death: int) -> None:
    assert gone_for_two_sweeps(death) == 1


def test_without_the_condition_two_seats_are_given_up_for_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The control."""

    def careless(event_id: str, *, vacates: Mode, joins: Mode, yields: bool) -> Move:
        return Move(event_id, vacates=vacates, joins=joins, yields=not yields)

    monkeypatch.setattr(giving_way, "Move", careless)
    assert max(map(gone_for_two_sweeps, range(5, 16))) == 2


def test_who_proves_at_the_same_moment_either_kept_the_seat_or_had_given_it_up() -> None:
    kept = []
    for call in CALLS:
        room = Room(capacity=1, invented=1)
        room.comes("ana")
        room.world.now += DELAY
        overtaken(room, call, lambda room=room: room.proves("p1"))  # type: ignore[misc]
        room.check()
        room.tend()
        assert len(room.seated()) == 1
        kept.append(room.seated() == {"p1"})
    assert kept == sorted(kept, reverse=True)
    assert kept[0]
    assert not kept[-1]


def test_who_waits_and_leaves_at_the_same_moment_takes_no_seat_from_anybody_twice() -> None:
    assert gone_for_one(lambda room: partial(room.leaves, "ana")) <= 1
