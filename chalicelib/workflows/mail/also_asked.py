"""What else forms asked for an address that nobody has proven: one mail names all of it."""

from dataclasses import replace
from datetime import datetime

from ...domain.events.events import Event
from ...domain.events.registrations import EventRegistration, registration_id
from ...domain.events.series import Series
from ...domain.ids import is_series
from ...domain.mail.about import About, AboutAttendance, AboutPerson, Asked, Recipient
from ...domain.people.participants import Participant
from ..ports import Records

Seat = tuple[Event, EventRegistration]


def with_all_asked(about: About, person: Recipient, *, store: Records, now: datetime) -> About:
    """Return what a mail is about, with the other events and series that forms asked for.

    Whoever has proven their address is told of each thing by a mail of its own.
    """
    if not isinstance(person, Participant) or person.proven:
        return about
    if not isinstance(about, AboutPerson | AboutAttendance):
        return about
    told = about.event.id if isinstance(about, AboutAttendance) else ""
    asked = [each.id for each in person.asked_events if each.ends_at > now and each.id != told]
    return replace(about, also_asked=_asked(person.id, asked, told, store)) if asked else about


def _asked(person_id: str, asked: list[str], told: str, store: Records) -> tuple[Asked, ...]:
    """Return the seats and places in line of what was asked, but of the event that is told of."""
    read = store.load(known=[(Series, each) for each in asked if is_series(each)])
    found = [each for each in read if each is not None]
    alone = [each for each in asked if not is_series(each)]
    wanted = [*alone, *(meeting for each in found for meeting in each.meetings)]
    seats = _seats(person_id, [each for each in wanted if each != told], store)
    of_series = [Asked(_held(each.meetings, seats), each.title) for each in found]
    of_events = [Asked(_held((each,), seats)) for each in alone]
    return tuple(each for each in (*of_events, *of_series) if each.seats)


def _seats(person_id: str, wanted: list[str], store: Records) -> dict[str, Seat]:
    events = store.load(known=[(Event, each) for each in wanted])
    mine = [(EventRegistration, registration_id(person_id, each)) for each in wanted]
    pairs = zip(events, store.load(known=mine), strict=True)
    return {
        event.id: (event, held)
        for event, held in pairs
        if event is not None and held is not None and held.coming and event.cancelled_at is None
    }


def _held(wanted: tuple[str, ...], seats: dict[str, Seat]) -> tuple[Seat, ...]:
    held = [seats[each] for each in wanted if each in seats]
    return tuple(sorted(held, key=lambda seat: seat[0].starts_at))
