"""The same request twice at once, the second going first at each call of the other: both are told
what was done, and it was done once. What is read together may be of different moments."""

from collections.abc import Callable
from typing import Any

import pytest

from chalicelib.domain.events.events import Event, Mode
from chalicelib.domain.events.registrations import EventRegistration
from chalicelib.domain.mail.messages import Message
from chalicelib.domain.people.callers import Caller
from chalicelib.domain.receipts import NO_KEY
from chalicelib.domain.sessions.bookings import Booking
from chalicelib.domain.sessions.slots import slot_id
from chalicelib.workflows.events.change_registration import leave_event, switch_mode
from chalicelib.workflows.events.manage_events import create_event
from chalicelib.workflows.events.register_for_event import SeatRequest, register_for_event
from chalicelib.workflows.sessions.book_session import (
    BookingRequest,
    book_session,
    cancel_session,
    move_session,
)
from infra.doubles.table import Table

from ...support.event_examples import event
from ...support.examples import ADVISER_ID, DAY, HOUR, STARTS_AT, participant, slot, staff_member
from ..events.test_machine import STAFF, World

ANA = Caller("p1", 0)
LATER = slot_id(ADVISER_ID, STARTS_AT + HOUR)
Act = Callable[[World], Any]


class Torn(Table):
    """Reads keys one by one: BatchGetItem promises no single moment for all of them."""

    step = 1

    def batch_get_item(self, **request: Any) -> Any:
        ((name, asked),) = request["RequestItems"].items()
        found: list[Any] = []
        for key in asked["Keys"][:: self.step]:
            page = super().batch_get_item(RequestItems={name: {**asked, "Keys": [key]}})
            found += page["Responses"][name]
        return {"Responses": {name: found}}


class TornBackwards(Torn):
    step = -1


def book(world: World) -> Any:
    return world.run(book_session, BookingRequest(ANA, slot().id, "decouvrabilite"), NO_KEY).id


def move(world: World) -> Any:
    (booking,) = world.of(Booking)
    return world.run(move_session, ANA, booking.id, LATER, NO_KEY).starts_at


def cancel(world: World) -> Any:
    (booking,) = world.of(Booking)
    return world.run(cancel_session, ANA, booking.id).status


def register(world: World) -> Any:
    (found,) = world.of(Event)
    placed = world.run(register_for_event, SeatRequest(ANA, found.id, Mode.ONLINE), NO_KEY)
    return placed.registration.id, placed.registration.status, placed.position


def switch(world: World) -> Any:
    (held,) = world.of(EventRegistration)
    placed = world.run(switch_mode, ANA, held.id, Mode.IN_PERSON)
    return placed.registration.mode, placed.registration.status


def leave(world: World) -> Any:
    (held,) = world.of(EventRegistration)
    return world.run(leave_event, ANA, held.id).status


ACTS: dict[str, tuple[list[Act], Act]] = {
    "book": ([], book),
    "move": ([book], move),
    "cancel": ([book], cancel),
    "register": ([], register),
    "switch to the last seat": ([register], switch),
    "leave": ([register], leave),
}


def a_world(table: Table) -> World:
    world = World()
    world.table = table
    unit = world.store.unit()
    unit.add(staff_member(), participant(id="p1", email="p1@example.org"))
    unit.add(slot(), slot(STARTS_AT + HOUR))
    unit.commit()
    draft = event(world.now + 4 * DAY)
    capacities = {Mode.IN_PERSON: 1, Mode.ONLINE: 1}
    world.run(create_event, STAFF, draft, capacities, NO_KEY)
    return world


@pytest.mark.parametrize("table", [Table, Torn, TornBackwards])
@pytest.mark.parametrize("name", ACTS)
def test_both_taps_are_told_the_same(name: str, table: type[Table]) -> None:
    steps, act = ACTS[name]
    once = a_world(Table())
    for each in (*steps, act):
        each(once)
    for call in range(1, 12):
        world = a_world(table())
        for step in steps:
            step(world)
        told = twice(world, act, call)
        assert told == [told[0]] * 2
        mails = [(m.kind, m.sequence) for m in world.of(Message)]
        assert mails == [(m.kind, m.sequence) for m in once.of(Message)]


def twice(world: World, act: Act, call: int) -> list[Any]:
    """What both are told; the second goes wholly before the nth call of the first."""
    left, told = call, []

    def around(moment: str) -> None:
        nonlocal left
        left -= moment == "before"
        if left == 0:
            world.table.around = lambda _moment: None
            told.append(act(world))

    world.table.around = around
    told.append(act(world))
    world.table.around = lambda _moment: None
    return told if len(told) == 2 else [*told, act(world)]
