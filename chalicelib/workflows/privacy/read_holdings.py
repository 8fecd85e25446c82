"""All that is held about one person, read to be given to them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ...domain.errors import Forbidden
from ...domain.events.events import Event
from ...domain.events.registrations import EventRegistration
from ...domain.people.callers import Caller, recognise
from ...domain.people.participants import Participant
from ...domain.privacy.held import PARTS, Part, Record, records
from ...domain.unreadable import Unreadable
from ..ports import PrivacyStore, Records
from .list_of_person import list_of_person


@dataclass(frozen=True)
class Holdings:
    """What is held about a person; `events` are those that they registered for, by id.

    `unread` counts what cannot be read now, and so is missing.
    """

    participant: Participant
    held: tuple[Any, ...]
    events: dict[str, Event]
    unread: int = 0

    def parts(self) -> Iterator[tuple[Part, list[Record]]]:
        """Return each part that holds anything, with its records; one name comes once."""
        found: dict[str, tuple[Part, list[Record]]] = {}
        for part in PARTS:
            told = [record for each in self.held for record in records(part, each)]
            found.setdefault(part.name, (part, []))[1].extend(told)
        yield from (each for each in found.values() if each[1])


def read_own(caller: Caller, *, store: PrivacyStore) -> Holdings:
    """Return what is held about who asks. Raises Forbidden for staff, InvalidToken."""
    return read_holdings(own_participant(caller, store), store)


def own_participant(caller: Caller, store: Records) -> Participant:
    """Return the participant who asks. Raises Forbidden for staff, InvalidToken."""
    if caller.staff:
        raise Forbidden
    return recognise(caller, store.one(Participant, caller.person_id))


def read_holdings(participant: Participant, store: PrivacyStore) -> Holdings:
    """Return what is held about a participant."""
    found = list_of_person(participant.id, store=store)
    held = tuple(each for each in found if not isinstance(each, Unreadable))
    mine = [each for each in held if isinstance(each, EventRegistration)]
    events = store.load(known=[(Event, each.event_id) for each in mine])
    by_id = {each.id: each for each in events if each is not None}
    return Holdings(participant, held, by_id, unread=len(found) - len(held))
