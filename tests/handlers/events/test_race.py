"""Three hundred people want thirty online and twenty in-person seats at once, over HTTP, while some
switch and some leave. `EVENT_ROUNDS` says how many times.

On the table in memory, which is quick enough for many rounds; once on the embedded AWS.
"""

import os
import random
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from chalicelib import wiring
from chalicelib.adapters.dynamodb.store import Store
from chalicelib.adapters.links import Purpose
from chalicelib.domain.events.events import Mode
from chalicelib.domain.events.registrations import EventRegistration
from chalicelib.domain.events.seats import Seats, WaitingPlace
from chalicelib.domain.mail.messages import Message
from chalicelib.domain.people.participants import Participant, Profile
from infra.doubles.table import Table
from infra.local.system import System
from tests.support.events import EVENT, EventClient

ROUNDS = int(os.environ.get("EVENT_ROUNDS", "4"))
PEOPLE, THREADS = 300, 16
SEATS = {"in_person": 20, "online": 30}
CODES = {"mode_full", "already_registered", "not_registered"}


def store() -> Store:
    found: Store = wiring.PROVIDERS["store"]()
    return found


def _people() -> list[str]:
    """Their tokens."""
    now = wiring.now()
    people = [
        Participant(f"p{n:03}", f"p{n}@example.org", Profile("Ana", str(n)), now, now)
        for n in range(PEOPLE)
    ]
    for first in range(0, PEOPLE, 100):
        unit = store().unit()
        unit.add(*people[first : first + 100])
        unit.commit()
    return [wiring.links().token(Purpose.PERSONAL, p.id, 0, now) for p in people]


class Race:
    """One event, raced for. `told` are the answers, by person."""

    def __init__(self, client: EventClient, tokens: list[str], number: int) -> None:
        self.client, self.tokens = client, tokens
        self.event = client.create(**{**EVENT, "capacity": SEATS})
        self.random = random.Random(number)
        self.told: dict[int, Any] = {}
        self.left: set[int] = set()

    def run(self) -> None:
        order = self.random.sample(range(len(self.tokens)), len(self.tokens))
        acts: list[Callable[[], None]] = [lambda n=n: self._register(n) for n in order]  # type: ignore[misc]
        with ThreadPoolExecutor(THREADS) as pool:
            for done in [pool.submit(act) for act in acts]:
                done.result()

    def _register(self, number: int) -> None:
        mode = "online" if number % 2 else "in_person"
        answer = self.client.ask(self.event, self.tokens[number], mode)
        assert answer.status_code == 201, answer.text
        self.told[number] = placed = answer.get_json()
        if number % 7 == 0:
            other = "in_person" if mode == "online" else "online"
            self._check(self.client.switch(placed, self.tokens[number], other), 200)
        if number % 11 == 0 and self._check(self.client.leave(placed, self.tokens[number]), 204):
            self.left.add(number)

    def _check(self, answer: Any, status: int) -> bool:
        assert answer.status_code == status or answer.get_json()["code"] in CODES, answer.text
        return bool(answer.status_code == status)


def _held(kind: type[Any], ids: list[str]) -> list[Any]:
    found = store().load(*[(kind, identifier) for identifier in ids])
    return [entity for entity in found if entity is not None]


def _waiting(event_id: str, mode: Mode) -> list[WaitingPlace]:
    line = f"WAIT#{mode.value}-"
    values = {":pk": f"EVENT#{event_id[3:]}", ":first": line, ":last": f"{line}~"}
    return store()._query("pk = :pk AND sk BETWEEN :first AND :last", values, consistent=True)


def _check_all(race: Race) -> None:
    event_id = race.event["id"]
    people = len(race.tokens)
    ids = [f"p{n:03}-{event_id[3:]}" for n in range(people)]
    registrations = _held(EventRegistration, ids)
    assert len(registrations) == people
    seats = store().one(Seats, event_id)
    assert seats is not None
    assert seats.claims() == []
    for mode, places in seats.places.items():
        mine = [r for r in registrations if r.mode is mode]
        assert places.taken == sum(r.seated for r in mine) == places.capacity == SEATS[mode.value]
        waits = {r.id: r.ticket for r in mine if r.waits}
        line = {place.registration_id: place.ticket for place in _waiting(event_id, mode)}
        assert line == waits
        assert places.waiting == len(waits)
    assert {r.id for r in registrations if not r.stands} == {ids[n] for n in race.left}
    tickets = [r.ticket for r in registrations]
    assert len(set(tickets)) == people


def _first_come_first_served(race: Race) -> None:
    """Who never moved has a seat before all who never moved and still wait."""
    for mode in Mode:
        people = range(len(race.tokens))
        still = [n for n in people if n % 7 and n % 11 and race.told[n]["mode"] == mode]
        held = _held(EventRegistration, [race.told[n]["id"] for n in still])
        seated = [r.ticket for r in held if r.seated]
        waiting = [r.ticket for r in held if r.waits]
        assert max(seated) < min(waiting)


def _told_once(race: Race) -> None:
    """One message for each state a registration went through, the last one included."""
    identifiers = [placed["id"] for placed in race.told.values()]
    held = {r.id: r for r in _held(EventRegistration, identifiers)}
    messages = [
        entity
        for identifier in identifiers
        for entity in store().person(identifier.partition("-")[0])
        if isinstance(entity, Message) and entity.booking_id == identifier
    ]
    told = Counter((message.booking_id, message.sequence) for message in messages)
    expected = {(r.id, sequence) for r in held.values() for sequence in range(r.sequence + 1)}
    assert told == Counter(expected)


@pytest.mark.usefixtures("table")
def test_nobody_is_lost_and_nothing_is_oversold_whatever_the_rush(system: System) -> None:
    client, tokens = EventClient(system), _people()
    for number in range(ROUNDS):
        _race(client, tokens, number)


@pytest.mark.database
def test_the_same_on_the_embedded_aws(system: System) -> None:
    _race(EventClient(system), _people()[:100], 0)


def _race(client: EventClient, tokens: list[str], number: int) -> None:
    race = Race(client, tokens, number)
    race.run()
    _check_all(race)
    _first_come_first_served(race)
    _told_once(race)


def test_without_the_conditions_the_rush_oversells(
    system: System, table: Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: claims are taken as if the numbers always allowed."""
    update = table.update_item

    def careless(**request: Any) -> Any:
        ever = f"attribute_exists(pk) OR {request['ConditionExpression']}"
        return update(**{**request, "ConditionExpression": ever})

    monkeypatch.setattr(table, "update_item", careless)
    client, tokens = EventClient(system), _people()
    race = Race(client, tokens, 0)
    for number in range(60):
        client.ask(race.event, tokens[number], "in_person")
    seats = store().one(Seats, race.event["id"])
    assert seats is not None
    assert seats.places[Mode.IN_PERSON].taken > SEATS["in_person"]
