"""All that is held about one person: for them to read, to take along, or to have erased."""

from typing import Any

from ...domain.events.registrations import EventRegistration
from ...domain.events.seats import WaitingPlace, waiting_place
from ...domain.events.topics import TopicProposal, topic_of
from ...domain.ids import owner_of
from ...domain.people.addresses import address_key
from ...domain.people.participants import AddressHolder, Participant
from ...domain.surveys.on_the_spot import EventAnswer, answer_id
from ...domain.unreadable import Unreadable
from ..ports import PrivacyStore


def list_of_person(person_id: str, email: str = "", *, store: PrivacyStore) -> list[Any]:
    """Return every item about a participant, with Unreadable for what cannot be read.

    Three queries, and one more for each address; as much again for each who was merged into them;
    one read of a hundred keys at most for some thirty registrations: nothing of this grows with the
    table. `email` is their address where their own item, which has it, is gone. Marks of them among
    those of an imported edition (`Accompanied`) are not listed: they say no more than that somebody
    was there.
    """
    held = store.held(person_id)
    people = [each for each in held if isinstance(each, Participant)]
    known = {email, *(each.email for each in people)}
    addresses = {address_key(each) for each in known if each}
    ids = {person_id, *(each.id for each in people)}
    subjects = [*sorted(ids), *sorted(addresses)]
    elsewhere = [each for subject in subjects for each in store.held_elsewhere(subject)]
    keys = [(AddressHolder, key) for key in sorted(addresses)]
    keys += [key for each in held if isinstance(each, EventRegistration) for key in _beside(each)]
    loaded = [each for each in store.load_any(*keys) if each is not None]
    return [*held, *elsewhere, *_others(ids, loaded, elsewhere)]


def _beside(registration: EventRegistration) -> list[tuple[type[Any], str]]:
    """Return the keys of what somebody may have beside their registration for an event."""
    place = waiting_place(registration.event_id, registration.mode, registration.ticket)
    answer = answer_id(registration.event_id, registration.participant_id)
    found: list[tuple[type[Any], str]] = [
        (TopicProposal, topic_of(registration)),
        (EventAnswer, answer),  # one of an earlier release is not in the index
    ]
    return [*found, (WaitingPlace, place.id)] if registration.waits else found


def _others(ids: set[str], loaded: list[Any], known: list[Any]) -> list[Any]:
    """Return what is theirs of what was loaded, without what is known already."""
    seen = {(type(each), each.id) for each in known if not isinstance(each, Unreadable)}
    return [
        each
        for each in loaded
        if isinstance(each, Unreadable)
        or ((type(each), each.id) not in seen and _theirs(each, ids))
    ]


def _theirs(found: object, ids: set[str]) -> bool:
    """Return whether an address or a place in line is this person's, and nobody else's since."""
    match found:
        case AddressHolder():
            return found.participant_id in ids
        case WaitingPlace():
            return owner_of(found.registration_id) in ids
    return True
