"""One person as the team sees them: all that is held, the long lists a page at a time."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ...domain.directory.history import Happened, history_of
from ...domain.documents.documents import Document, DocumentState
from ...domain.events.events import Event
from ...domain.events.registrations import EventRegistration
from ...domain.ids import profile_subject
from ...domain.mail.messages import Message
from ...domain.merging.doubles import strongest
from ...domain.merging.merges import Merge
from ...domain.people.addresses import address_key
from ...domain.people.callers import Caller
from ...domain.people.consent_history import ConsentPage
from ...domain.people.consents import Consent
from ...domain.people.participants import AddressHolder, Participant
from ...domain.people.staff import StaffMember
from ...domain.people.staff_acts import StaffAct
from ...domain.sessions.bookings import Booking
from ...domain.sessions.team_files import TeamFile, TeamNotes
from ...domain.surveys.surveys import Survey
from ...domain.telephone.phone_calls import PhoneCall
from ..accompanied import accompanied
from ..callers import with_member
from ..ports import PeopleStore
from .merging.part_people import last_merge

SHOWN = 20
"""Messages, and things that happened, on one page."""

LONGEST_PLACE = 200  # characters: no place is longer


@dataclass(frozen=True)
class Page[T]:
    """Some of a list, the latest first; `older` is where the rest begins, "" at the end."""

    listed: tuple[T, ...]
    older: str = ""


@dataclass(frozen=True)
class PersonFile:
    """What is held about somebody: sessions and events soonest first, the rest latest first.

    `events` are those of the registrations, `members` who of the team did something: by id. So are
    `notes`, by that of their session. `undoable` is the last merge, while it can be undone.
    `address_left`: nobody has the address that they shared any more.
    """

    person: Participant
    member: StaffMember
    bookings: tuple[Booking, ...]
    documents: tuple[Document, ...]
    surveys: tuple[Survey, ...]
    registrations: tuple[EventRegistration, ...]
    calls: tuple[PhoneCall, ...]
    consents: tuple[Consent, ...]
    notes: dict[str, TeamNotes]
    messages: Page[Message]
    history: Page[Happened]
    events: dict[str, Event]
    members: dict[str, StaffMember]
    undoable: Merge | None = None
    address_left: bool = False

    def note_of(self, person_id: str) -> TeamNotes | None:
        """Return what the team noted of somebody under an id of theirs, whatever their sessions."""
        return self.notes.get(profile_subject(person_id))


def read_person(
    caller: Caller,
    person_id: str,
    messages_before: str = "",
    history_before: str = "",
    *,
    store: PeopleStore,
    now: datetime,
) -> PersonFile:
    """Return what is held about a person: one query and one read, whoever else there is.

    Raises Forbidden to an adviser who does not accompany them, InvalidToken, NotFound.
    """
    held = store.person(person_id)
    registrations = strongest(_all(EventRegistration, held))
    authors = sorted({each.by for each in _all(StaffAct, held)})
    known: list[tuple[type[Any], str]] = [(Event, each.event_id) for each in registrations]
    known += [(StaffMember, each) for each in authors]
    shared = [each.shared_email for each in _all(Participant, held) if each.shared_email]
    known += [(AddressHolder, address_key(each)) for each in shared]
    member, *found = with_member(caller, store, known=known)
    person = accompanied(member, held)
    events = {each.id: each for each in found if isinstance(each, Event)}
    documents = [e for e in _all(Document, held) if e.state is DocumentState.READY]
    messages = sorted(_all(Message, held), key=message_place, reverse=True)
    return PersonFile(
        person,
        member,
        bookings=tuple(sorted(_all(Booking, held), key=lambda each: each.starts_at)),
        documents=tuple(sorted(documents, key=lambda each: each.created_at, reverse=True)),
        surveys=tuple(_all(Survey, held)),
        registrations=tuple(sorted(registrations, key=lambda each: each.registered_at)),
        calls=tuple(sorted(_all(PhoneCall, held), key=lambda each: each.since, reverse=True)),
        consents=_consents(person, held),
        notes={each.id: each.notes for each in _all(TeamFile, held) if each.notes},
        messages=_page(messages, message_place, messages_before),
        history=_page(history_of(held), lambda each: each.place, history_before),
        events=events,
        members={each.id: each for each in found if isinstance(each, StaffMember)},
        undoable=last_merge(held, person, now),
        address_left=bool(shared) and not _all(AddressHolder, found),
    )


def message_place(message: Message) -> str:
    """Return where a message stands among others: by when it left, or is due."""
    return f"{_moment(message):%Y-%m-%dT%H:%M:%S}~{message.id}"


def _moment(message: Message) -> datetime:
    return message.sent_at or message.due_at


def _consents(person: Participant, held: Iterable[Any]) -> tuple[Consent, ...]:
    pages = (each.consents for each in _all(ConsentPage, held))
    every = [*person.consents, *(entry for page in pages for entry in page)]
    return tuple(sorted(every, key=lambda entry: entry.at, reverse=True))


def _page[T](every: list[T], place: Callable[[T], str], before: str) -> Page[T]:
    start = before[:LONGEST_PLACE] or "9"
    left = [each for each in every if place(each) < start]
    older = place(left[SHOWN - 1]) if len(left) > SHOWN else ""
    return Page(tuple(left[:SHOWN]), older)


def _all[T](kind: type[T], held: Iterable[Any]) -> list[T]:
    return [each for each in held if isinstance(each, kind)]
