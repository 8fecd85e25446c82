"""Seats that anybody may have asked for give way to people who are known to want one.

A form proves nothing about who filled it in. Its seat is kept for a delay in which its address may
be proven, and longer while nobody else waits; then it goes to the first in line who is proven.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from ..people.participants import Participant
from ..programme import Programme
from .events import Mode
from .registrations import EventRegistration, RegistrationStatus

LOOK_AGAIN = timedelta(minutes=10)
"""How soon an event is looked at again where a seat may give way: nothing tells who proves."""

People = Mapping[str, object]
"""Who registered provisionally, by id; what is no participant cannot be read, or is gone."""

Exchange = tuple[EventRegistration, EventRegistration]
"""A seat that gives way, and who waits for it."""


def known(registration: EventRegistration, person: object) -> bool:
    """Return whether a registration is known to be wanted by the person whose it is."""
    if not registration.provisional:
        return True
    return isinstance(person, Participant) and person.proven


def unproven_seat(registration: EventRegistration, person: object) -> bool:
    """Return whether it is a seat that nobody is known to want."""
    confirmed = registration.status is RegistrationStatus.CONFIRMED
    unproven = isinstance(person, Participant) and not person.proven
    return registration.provisional and confirmed and unproven


def gives_way_at(registration: EventRegistration, programme: Programme) -> datetime:
    """Return until when a seat is kept for its address to be proven (UTC): never at night."""
    return programme.sleep.after(registration.registered_at, programme.unproven_seat)


def kept_until(registration: EventRegistration, programme: Programme) -> datetime | None:
    """Return the same, of a provisional seat; None of what is no such seat."""
    seat = registration.provisional and registration.status is RegistrationStatus.CONFIRMED
    return gives_way_at(registration, programme) if seat else None


def gives_way(
    registration: EventRegistration, person: object, programme: Programme, now: datetime
) -> bool:
    """Return whether a seat may go to somebody proven: its delay is over, and people are awake."""
    over = now >= gives_way_at(registration, programme) and programme.sleep.waking(now)
    return over and unproven_seat(registration, person)


def exchanges(
    held: Iterable[EventRegistration],
    mode: Mode,
    people: People,
    programme: Programme,
    now: datetime,
) -> list[Exchange]:
    """Return the seats of a full mode that give way: the oldest for the first in line, and so on.

    `held` are the event's registrations. In line, only who is proven counts, and who has not let an
    offer lapse.
    """
    mine = sorted((each for each in held if each.mode is mode), key=_arrival)
    seats = [r for r in mine if gives_way(r, people.get(r.participant_id), programme, now)]
    line = [r for r in mine if may_be_given(r, people.get(r.participant_id))]
    return list(zip(seats, sorted(line, key=lambda each: each.ticket), strict=False))


def may_be_given(registration: EventRegistration, person: object) -> bool:
    """Return whether somebody waits who is proven, and is still given what becomes free."""
    turn = registration.waits and not registration.offer_missed
    return turn and known(registration, person)


def _arrival(registration: EventRegistration) -> tuple[datetime, int]:
    return registration.registered_at, registration.ticket
