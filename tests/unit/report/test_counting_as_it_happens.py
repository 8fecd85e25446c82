"""Figures kept from a stream that repeats, reorders, loses and is cut off: a plain count agrees."""

import os
import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from chalicelib.adapters.dynamodb.store import Store
from chalicelib.domain.events.registrations import EventRegistration, RegistrationStatus
from chalicelib.domain.people.participants import Participant, ParticipantKind
from chalicelib.domain.report.before import folded
from chalicelib.domain.report.contributions import contribution
from chalicelib.domain.report.editions import Edition, edition_named
from chalicelib.domain.report.figures import Counts, summed
from chalicelib.domain.report.live import event_facts, person_facts, records_of
from chalicelib.domain.sessions.bookings import Booking, BookingStatus
from chalicelib.domain.surveys.surveys import Answers, Survey
from chalicelib.workflows.report.count_figures import count_changed
from chalicelib.workflows.report.recount import finish, walk_on
from infra.doubles.table import Table
from tests.support.event_examples import event, registration
from tests.support.examples import NOW, PROGRAMME, booking, participant, profile

RECORDS = int(os.environ.get("COUNT_RECORDS", "400"))
"""How many records the stream has; a million take half an hour."""

PEOPLE = [f"p{n:x}" for n in range(20)]
EVENTS = [event(id=f"ev-v{n}", starts_at=NOW + timedelta(days=9 * n)) for n in range(4)]
THEMES = "decouvrabilite", "marketing-numerique", "sobriete-numerique"
FACTS = [fact for each in EVENTS if (fact := event_facts(each, ZoneInfo(PROGRAMME.zone)))]
SLUG = PROGRAMME.edition.slug


class Killed(Exception):
    """The function stopped between two calls."""


class Life:
    """Changes records as people do, and tells of each change badly."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.table = Table()
        self.store: Any = Store(lambda: self.table, "table")  # type: ignore[arg-type, return-value]
        self.records: dict[tuple[str, str], Any] = {}
        for each in EVENTS:
            self._write(each)
        self.tell([each.id for each in EVENTS])
        for person_id in PEOPLE:
            self._write(participant(id=person_id, email=f"{person_id}@example.org"))

    def change(self) -> str:
        """Change one record of somebody; return whom the stream tells of."""
        person_id = self.random.choice(PEOPLE)
        make = self.random.choice((self._booking, self._registration, self._survey, self._profile))
        self._write(make(person_id))
        return person_id

    def _booking(self, person_id: str) -> Booking:
        n = self.random.randrange(3)
        starts_at = NOW + timedelta(days=self.random.randrange(-500, 60), hours=n)
        status = self.random.choice([*BookingStatus])
        theme = self.random.choice(THEMES)
        return booking(id=f"{person_id}-x{n}", starts_at=starts_at, status=status, theme=theme)

    def _registration(self, person_id: str) -> EventRegistration:
        mark = self.random.choice(EVENTS).id.partition("-")[2]
        status = self.random.choice([*RegistrationStatus])
        return registration(id=f"{person_id}-{mark}", status=status)

    def _survey(self, person_id: str) -> Survey:
        shared, reached = self.random.random() < 0.7, self.random.randrange(5)
        answers = Answers(self.random.randint(1, 5), shared, reached if shared else None)
        answered_at = NOW + timedelta(hours=self.random.randrange(1000))
        mark = self.random.randrange(2)
        return Survey(f"{person_id}-x{mark}", THEMES[0], NOW, answers, answered_at)

    def _profile(self, person_id: str) -> Participant:
        kind = self.random.choice([*ParticipantKind])
        discipline = self.random.choice(("théâtre", "danse/cirque", "100 %"))
        said = profile(kind=kind, discipline=discipline)
        return participant(id=person_id, email=f"{person_id}@example.org", profile=said)

    def _write(self, entity: Any) -> None:
        key = type(entity).__name__, entity.id
        held = self.records.get(key)
        unit = self.store.unit()
        self.records[key] = unit.save(replace(entity, version=held.version if held else 0))
        unit.commit()

    def tell(self, changed: list[str]) -> None:
        """Hand the stream's records over until they are taken, as Lambda does."""
        while True:
            self._perhaps_dies()
            try:
                count_changed(changed, store=self.store, programme=PROGRAMME, now=NOW)
            except Killed:
                continue
            finally:
                self.table.around = lambda _moment: None
            return

    def _perhaps_dies(self) -> None:
        left = self.random.randrange(60)

        def around(_moment: str) -> None:
            nonlocal left
            left -= 1
            if left == 0:
                raise Killed

        self.table.around = around

    def told_badly(self, count: int) -> Iterator[list[str]]:
        """Yield batches: some told twice, in another order, those of some people never."""
        changed = [self.change() for _ in range(count)]
        lost = self.random.sample(PEOPLE, len(PEOPLE) // 5)
        told = [each for each in changed if each not in lost]
        told += self.random.sample(told, len(told) // 4)
        self.random.shuffle(told)
        for first in range(0, len(told), 100):
            yield told[first : first + 100]

    def plainly(self) -> Counts:
        """Return the figures, counted from the records by nothing but the rules."""
        edition = edition_named(SLUG, PROGRAMME, None)
        events = {each.id: each for each in EVENTS}
        of: dict[str, list[Any]] = {}
        for (kind, identifier), record in self.records.items():
            if kind != "Event":
                of.setdefault(identifier.partition("-")[0], []).append(record)
        zone = ZoneInfo(edition.zone)
        people = (person_facts(records_of(held), events, zone) for held in of.values())
        return folded(summed(contribution(person, edition) for person in people), FACTS)

    def kept(self) -> Counts:
        stored = self.store.one(Edition, SLUG)
        counts, _ = self.store.figures(SLUG, stored.generation)
        return folded({counter: count for counter, count in counts.items() if count}, FACTS)


def test_what_is_told_badly_is_counted_once_and_what_is_lost_is_made_again() -> None:
    life = Life(seed=7)
    for _ in range(4):
        for batch in life.told_badly(RECORDS // 4):
            life.tell(batch)
    while not walk_on(SLUG, store=life.store, programme=PROGRAMME, now=NOW).walked:
        life.tell([life.change()])
    found = finish(SLUG, store=life.store, programme=PROGRAMME)
    assert life.kept() == life.plainly()
    assert found.people == len(PEOPLE)
    assert found.differences, "the last changes of some people were never told"
    life.tell([life.change()])
    assert life.kept() == life.plainly()


def test_when_nothing_is_lost_nothing_differs() -> None:
    life = Life(seed=8)
    life.tell([life.change() for _ in range(60)] + PEOPLE)
    assert life.kept() == life.plainly()
    while not walk_on(SLUG, store=life.store, programme=PROGRAMME, now=NOW).walked:
        pass
    assert finish(SLUG, store=life.store, programme=PROGRAMME).differences == []
    assert life.kept() == life.plainly()


def test_a_count_that_is_only_added_to_is_wrong_on_the_second_telling() -> None:
    """The control: without what was counted of each person, the same stream counts twice."""
    life = Life(seed=9)
    told = [life.change() for _ in range(60)]
    edition = edition_named(SLUG, PROGRAMME, None)
    naive: list[Counts] = []
    for person_id in told + told:
        records = records_of(life.store.person(person_id))
        events = {each.id: each for each in EVENTS}
        naive.append(contribution(person_facts(records, events, ZoneInfo(edition.zone)), edition))
    assert summed(naive) != life.plainly()
