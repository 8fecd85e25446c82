"""All that is held about one person, read to be given to them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from ...domain.errors import Forbidden
from ...domain.events.events import Event
from ...domain.events.registrations import EventRegistration
from ...domain.events.seats import WaitingPlace, waiting_place
from ...domain.events.topics import TopicProposal, topic_of
from ...domain.people.callers import Caller, recognise
from ...domain.people.participants import Participant
from ...domain.privacy.held import PARTS, Part, Record, records
from ...domain.surveys.on_the_spot import EventAnswer, answer_id
from ..ports import PeopleStore


@dataclass(frozen=True)
class Holdings:
    """What is held about a person; `events` are those that they registered for, by id."""

    participant: Participant
    held: tuple[Any, ...]
    events: dict[str, Event]

    def parts(self) -> Iterator[tuple[Part, list[Record]]]:
        """Return each part that holds anything, with its records; one name comes once."""
        found: dict[str, tuple[Part, list[Record]]] = {}
        for part in PARTS:
            told = [record for each in self.held for record in records(part, each)]
            found.setdefault(part.name, (part, []))[1].extend(told)
        yield from (each for each in found.values() if each[1])


def read_own(caller: Caller, *, store: PeopleStore) -> Holdings:
    """Return what is held about who asks. Raises Forbidden for staff, InvalidToken."""
    if caller.staff:
        raise Forbidden
    held = store.person(caller.person_id)
    participant = recognise(caller, next((e for e in held if isinstance(e, Participant)), None))
    return gathered(participant, held, store)


def gathered(participant: Participant, held: Iterable[Any], store: PeopleStore) -> Holdings:
    """Return what is held of a person: their own partition, and what stands in their events'."""
    own = tuple(held)
    mine = [each for each in own if isinstance(each, EventRegistration)]
    elsewhere = store.load(known=[key for each in mine for key in _in_event(each)])
    found = [each for each in elsewhere if each is not None]
    events = {each.id: each for each in found if isinstance(each, Event)}
    others = [each for each in found if not isinstance(each, Event)]
    return Holdings(participant, (*own, *others), events)


def _in_event(registration: EventRegistration) -> Iterator[tuple[type[Any], str]]:
    event_id = registration.event_id
    yield Event, event_id
    yield TopicProposal, topic_of(registration)
    yield EventAnswer, answer_id(event_id, registration.participant_id)
    if registration.waits:
        place = waiting_place(event_id, registration.mode, registration.ticket)
        yield WaitingPlace, place.id
