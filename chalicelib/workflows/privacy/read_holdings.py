"""All that is held about one person, read to be given to them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from ...domain.errors import Forbidden
from ...domain.events.events import Event
from ...domain.events.registrations import EventRegistration
from ...domain.looks import Look
from ...domain.people.callers import Caller, recognise
from ...domain.people.participants import Participant
from ...domain.people.staff import StaffMember
from ...domain.people.staff_acts import StaffAct
from ...domain.privacy.held import PARTS, Part, Record, records
from ...domain.unreadable import Unreadable
from ..ports import PrivacyStore, Records
from .list_of_person import list_of_person


@dataclass(frozen=True)
class Holdings:
    """What is held about a person; `events` are those that they registered for, by id.

    `members` are those of the team who did or saw something of them, by id. `unread` counts what
    cannot be read now, and so is missing.
    """

    participant: Participant
    held: tuple[Any, ...]
    events: dict[str, Event]
    members: dict[str, StaffMember]
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
    acts = [each for each in held if isinstance(each, StaffAct | Look)]
    events = store.load(known=[(Event, each.event_id) for each in mine])
    members = store.load(known=[(StaffMember, each) for each in sorted({act.by for act in acts})])
    return Holdings(participant, held, _by_id(events), _by_id(members), len(found) - len(held))


def _by_id[T: (Event, StaffMember)](found: Iterable[T | None]) -> dict[str, T]:
    return {each.id: each for each in found if each is not None}
