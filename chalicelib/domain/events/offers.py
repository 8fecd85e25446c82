"""How a freed seat reaches those who wait: offered to the first, or told to all of them.

An offer lasts a quarter of the waking time left before the start. Near the start, when that is less
than `shortest_offer`, all who wait are told together, and the first to act has the seat. Nobody is
told at night: who waits for what begins early is told beforehand to look in their space.
"""

from datetime import datetime, timedelta

from ..programme import Programme
from .events import Event
from .registrations import EventRegistration, NotRegistered, OfferLapsed
from .seats import ModeFull, Seats

SHARE = 4
"""An offer lasts one of so many parts of the waking time left."""


def offer_ends_at(event: Event, programme: Programme, now: datetime) -> datetime:
    """Return when an offer made now ends (UTC): never while people sleep, nor past the start."""
    left = programme.sleep.waking_time(now, event.starts_at) / SHARE
    return programme.sleep.after(now, timedelta(seconds=int(left.total_seconds())))


def confirm_by(event: Event, programme: Programme, now: datetime) -> datetime | None:
    """Return until when the first in line may confirm a seat (UTC); None if it is theirs at once.

    Near the start people have other plans: a seat is only offered.
    """
    if event.starts_at - now >= programme.offers_within:
        return None
    return offer_ends_at(event, programme, now)


def told_before(promoted: EventRegistration, event: Event, programme: Programme) -> datetime:
    """Return by when whoever is given a seat must know of it (UTC); by night, it waits until then.

    It is the offer's end, or else the time from which people have other plans.
    """
    return promoted.confirm_by or event.starts_at - programme.offers_within


def shared_from(event: Event, programme: Programme) -> datetime:
    """Return from when on a free seat is told to all who wait (UTC)."""
    return programme.sleep.before(event.starts_at, SHARE * programme.shortest_offer)


def shared(event: Event, programme: Programme, now: datetime) -> bool:
    """Return whether a free seat is for the first who acts."""
    return now > shared_from(event, programme)


def told_at(event: Event, programme: Programme, now: datetime) -> datetime | None:
    """Return when those who wait are told (UTC): once they are awake; None if it begins before."""
    wakes_at = programme.sleep.wakes_at(now)
    return wakes_at if wakes_at < event.starts_at else None


def begins_early(event: Event, programme: Programme) -> bool:
    """Return whether nobody is told of a seat that becomes free in the night before."""
    return programme.sleep.wakes_at(event.starts_at - timedelta(seconds=1)) >= event.starts_at


def may_take(
    registration: EventRegistration,
    seats: Seats,
    event: Event,
    programme: Programme,
    now: datetime,
) -> bool:
    """Return whether somebody who waits may take a free seat themselves.

    Who let an offer lapse is offered none any more, but may always take what is free.
    """
    its_turn = registration.offer_missed or shared(event, programme, now)
    free = seats.promotable(registration.mode, now)
    return registration.waits and its_turn and free and event.standing(now)


def ensure_may_take(
    registration: EventRegistration,
    seats: Seats,
    event: Event,
    programme: Programme,
    now: datetime,
) -> None:
    """Raise OfferLapsed, ModeFull or NotRegistered if they may not take a free seat."""
    if may_take(registration, seats, event, programme, now):
        return
    if registration.offer_missed:
        raise OfferLapsed
    raise ModeFull if shared(event, programme, now) else NotRegistered
