"""Two acts at once, one going first at each call of the other: whatever the moment, all holds."""

from collections.abc import Callable
from functools import partial
from itertools import product

import pytest

from chalicelib.domain.events.events import Mode
from chalicelib.domain.events.registrations import RegistrationStatus
from chalicelib.domain.people.callers import Caller
from chalicelib.domain.receipts import NO_KEY
from chalicelib.workflows.events.change_registration import switch_mode
from chalicelib.workflows.events.register_for_event import SeatRequest, register_for_event

from ...support.examples import HOUR, participant
from .test_machine import Killed, Seating

ONLINE, ROOM = Mode.ONLINE, Mode.IN_PERSON
Act = Callable[[Seating], None]


def act(name: str, *given: int | Mode) -> Act:
    return lambda machine: getattr(machine, name)(*given)


def near_the_start(machine: Seating) -> None:
    machine.world.now = machine._event().starts_at - 5 * HOUR


# One seat in the room, two online.
FULL_ONLINE = [act("register", n, ONLINE) for n in range(4)]
STATES: dict[str, list[Act]] = {
    "two lines": [*FULL_ONLINE, act("register", 4, ROOM)],
    "an offer": [*FULL_ONLINE, near_the_start, act("leave", 0)],
}
ACTS: list[Act] = [
    act("register", 5, ONLINE),
    act("register", 5, ROOM),
    act("leave", 1),
    act("switch", 0, ROOM),
    act("switch", 2, ROOM),
    act("switch", 4, ONLINE),
    act("accept", 2),
    act("resize", ONLINE, 3),
]
CALLS = range(1, 6)


def overtaken(machine: Seating, call: int, other: Act) -> None:
    """The next act is, at its nth call, by another."""
    left = call

    def around(moment: str) -> None:
        nonlocal left
        if moment == "before":
            left -= 1
            if left == 0:
                machine.world.table.around = lambda _moment: None
                other(machine)

    machine.world.table.around = around


@pytest.mark.parametrize("state", STATES)
def test_whoever_goes_first_all_holds(state: str) -> None:
    for one, other, call in product(ACTS, ACTS, CALLS):
        machine = Seating()
        for step in STATES[state]:
            step(machine)
            machine.the_seats_are_those_of_the_registrations()
        overtaken(machine, call, other)
        one(machine)
        machine.the_seats_are_those_of_the_registrations()
        machine.teardown()


def test_a_claim_not_written_yet_comes_before_a_later_one_that_is() -> None:
    """The seats are read; then who was first leaves, one joins the line and dies before it is
    written, one joins after: the line shows the second alone."""
    machine = Seating()
    for step in [*FULL_ONLINE[:2], act("register", 4, ONLINE)]:
        step(machine)

    def three_others(machine: Seating) -> None:
        machine.world.table.around = partial(die_at_call, [4])
        machine.register(2, ONLINE)  # read, refused a seat, in line; not written
        machine.world.table.around = lambda _moment: None
        machine.register(3, ONLINE)
        machine.world.table.around = partial(die_at_call, [3])
        machine.leave(4)  # read, written; promotes nobody
        machine.world.table.around = lambda _moment: None

    overtaken(machine, 4, three_others)  # the seat is given up, the seats are read, the line is not
    machine.leave(0)
    machine.the_seats_are_those_of_the_registrations()
    first, second = machine.before[machine._id(2)], machine.before[machine._id(3)]
    assert first.ticket < second.ticket
    assert (first.status, second.waits) == (RegistrationStatus.CONFIRMED, True)


def test_a_rush_to_a_line_does_not_keep_out_who_moves_to_it() -> None:
    """Before each call of the switch, one more joins the line that it is for."""
    machine = Seating()
    for step in STATES["two lines"]:
        step(machine)
    rush = [f"r{n}" for n in range(60)]
    unit = machine.world.store.unit()
    unit.add(*[participant(id=who, email=f"{who}@example.org") for who in rush])
    unit.commit()
    left = iter(rush)

    def one_more(moment: str) -> None:
        if moment == "before":
            machine.world.table.around = lambda _moment: None
            request = SeatRequest(Caller(next(left), 0), machine.event_id, ROOM)
            machine.world.run(register_for_event, request, NO_KEY)
            machine.world.table.around = one_more

    machine.world.table.around = one_more
    placed = machine.world.run(switch_mode, Caller("p2", 0), machine._id(2), ROOM)
    machine.world.table.around = lambda _moment: None
    assert placed.registration.waits
    assert placed.registration.mode is ROOM
    machine.the_seats_are_those_of_the_registrations()


def die_at_call(left: list[int], moment: str) -> None:
    if moment == "before":
        left[0] -= 1
        if left[0] == 0:
            raise Killed
