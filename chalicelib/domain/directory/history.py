"""What happened to a person, and who did it: by themselves, by the team, or in time."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from ..documents.documents import Document, DocumentState
from ..events.registrations import EventRegistration
from ..people.consent_history import ConsentPage
from ..people.consents import Consent
from ..people.participants import Participant
from ..people.staff_acts import Deed, StaffAct
from ..sessions.bookings import Booking
from ..surveys.surveys import Survey


class Happening(StrEnum):
    """What is in a history besides the deeds of the team."""

    SIGNED_UP = "signed_up"
    PROVEN = "proven"
    BOOKED = "booked"
    HELD = "held"
    MISSED = "missed"
    EVENT_BOOKED = "event_booked"
    EVENT_ATTENDED = "event_attended"
    DOCUMENT_MADE = "document_made"
    ANSWERED = "answered"
    AGREED = "agreed"
    WITHDREW = "withdrew"
    UNSUBSCRIBED = "unsubscribed"
    BOUNCED = "bounced"


@dataclass(frozen=True)
class Happened:
    """One thing, at a time (UTC). `about` is its id, or a purpose; `by` the member of the team.

    `note` is the reason that was given for a deed.
    """

    at: datetime
    what: Happening | Deed
    about: str = ""
    by: str = ""
    note: str = ""

    @property
    def place(self) -> str:
        """Where it stands among others: by time, then by what it is."""
        return f"{self.at:%Y-%m-%dT%H:%M:%S}~{self.what}~{self.about}"


def history_of(held: Iterable[object]) -> list[Happened]:
    """Return what happened, of all that is held about one person, the latest first."""
    found = [happened for each in held for happened in _told_by(each)]
    return sorted(found, key=lambda each: each.place, reverse=True)


def _told_by(held: object) -> Iterator[Happened]:
    match held:
        case StaffAct():
            yield Happened(held.at, held.deed, held.id, held.by, held.note)
        case Participant():
            yield from _of_person(held)
            yield from _of_consents(held.consents)
        case ConsentPage():
            yield from _of_consents(held.consents)
        case Booking():
            yield from _of_session(held)
        case EventRegistration():
            yield from _of_event(held)
        case Document(state=DocumentState.READY):
            yield Happened(held.created_at, Happening.DOCUMENT_MADE, held.id)
        case Survey(answered_at=datetime() as answered_at):
            yield Happened(answered_at, Happening.ANSWERED, held.id)


def _of_person(person: Participant) -> Iterator[Happened]:
    moments = {
        Happening.SIGNED_UP: person.registered_at,
        Happening.PROVEN: person.proven_at if person.email else None,
        Happening.UNSUBSCRIBED: person.unsubscribed_at,
        Happening.BOUNCED: person.bounced_at,
    }
    for what, at in moments.items():
        if at is not None:
            yield Happened(at, what)


def _of_consents(consents: Iterable[Consent]) -> Iterator[Happened]:
    for each in consents:
        if not each.pending:
            what = Happening.AGREED if each.granted else Happening.WITHDREW
            yield Happened(each.confirmed_at or each.at, what, each.concerns)


def _of_session(booking: Booking) -> Iterator[Happened]:
    yield Happened(booking.booked_at, Happening.BOOKED, booking.id)
    if booking.held_at is not None:
        what = Happening.HELD if booking.held else Happening.MISSED
        yield Happened(booking.held_at, what, booking.id)


def _of_event(registration: EventRegistration) -> Iterator[Happened]:
    yield Happened(registration.registered_at, Happening.EVENT_BOOKED, registration.id)
    if registration.attended_at is not None:
        yield Happened(registration.attended_at, Happening.EVENT_ATTENDED, registration.id)
