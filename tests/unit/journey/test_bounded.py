"""What grows with use stops growing, and what stops growing loses nothing."""

import pytest

from chalicelib.adapters.dynamodb import seating
from chalicelib.domain.errors import Busy
from chalicelib.domain.events import seats
from chalicelib.domain.events.events import Event, EventMode, Mode
from chalicelib.domain.events.registrations import EventRegistration
from chalicelib.domain.events.seats import Seats
from chalicelib.domain.people.callers import Caller
from chalicelib.domain.people.consent_history import TURNED, ConsentPage
from chalicelib.domain.people.participants import Participant
from chalicelib.domain.receipts import NO_KEY
from chalicelib.workflows.events.manage_events import create_event
from chalicelib.workflows.events.register_for_event import SeatRequest, register_for_event
from chalicelib.workflows.events.seating import tend
from chalicelib.workflows.people.manage_profile import change_profile

from ...support.event_examples import event
from ...support.examples import DAY, HOUR, participant, staff_member
from ..events.test_machine import STAFF, World


def test_each_change_of_mind_stays_proven_however_many_they_are() -> None:
    world = World()
    unit = world.store.unit()
    unit.add(participant(id="p1", consents=()))
    unit.commit()
    for n in range(150):
        world.now += HOUR
        world.run(change_profile, Caller("p1", 0), {}, {"newsletter": n % 2 == 0})
        (person,) = world.of(Participant)
        assert len(person.consents) <= TURNED
        assert person.consents_now()["newsletter"] == (n % 2 == 0)
    held = [e for e in world.store.person("p1") if isinstance(e, Participant | ConsentPage)]
    entries = sorted((each for e in held for each in e.consents), key=lambda each: each.at)
    assert [each.granted for each in entries] == [n % 2 == 0 for n in range(150)]


def test_claims_that_nobody_finishes_are_not_taken_without_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The writing after each dies: the next ones are told to come back, and nobody is lost."""
    monkeypatch.setattr(seats, "CLAIMS_AT_ONCE", 12)
    monkeypatch.setattr(seating, "CLAIMS_AT_ONCE", 12)
    world = World()
    unit = world.store.unit()
    unit.add(staff_member())
    for person_id in ("p1", *(f"q{n}" for n in range(12))):
        unit.add(participant(id=person_id, email=f"{person_id}@example.org"))
    unit.commit()
    draft = event(world.now + 4 * DAY, mode=EventMode.ONLINE)
    world.run(create_event, STAFF, draft, {Mode.ONLINE: 20_000}, NO_KEY)
    (found,) = world.of(Event)
    for n in range(12):
        world.store.claim(found.id, f"q{n}-{found.id[3:]}", Mode.ONLINE, False, world.now)
    request = SeatRequest(Caller("p1", 0), found.id, Mode.ONLINE)
    with pytest.raises(Busy):
        world.run(register_for_event, request, NO_KEY)
    world.run(tend, found.id)
    assert world.run(register_for_event, request, NO_KEY).registration.seated
    (held,) = world.of(Seats)
    assert len(world.of(EventRegistration)) == held.places[Mode.ONLINE].taken == 13
    assert held.claims() == []
