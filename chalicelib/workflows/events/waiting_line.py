"""The line of an event: its first gets the seat that is free, and what holds it up is mended."""

import contextlib
from datetime import datetime

from ...domain.errors import Stale
from ...domain.events.events import Event, Mode
from ...domain.events.registrations import EventRegistration
from ...domain.events.seats import Move, Seats, WaitingPlace, waiting_place
from ...domain.mail.event_mail import after_change
from ...domain.mail.messages import Kind
from ...domain.programme import Programme
from ...domain.unreadable import Unreadable, UnreadableItem
from ..ports import Store

MENDED_AT_ONCE = 60
"""Places written anew in one go; the next sweep writes the others."""


def promote_first(
    event: Event, seats: Seats, mode: Mode, store: Store, programme: Programme, now: datetime
) -> bool:
    """Whether the line moved: there may be more to do. Raises Stale.

    Who cannot be read is passed over and keeps their place; a place that nobody waits in is taken
    away.
    """
    for places in store.line(event.id, mode):
        wanted = [(EventRegistration, place.registration_id) for place in places]
        for place, held in zip(places, store.load_any(*wanted), strict=True):
            if place.ticket >= seats.next_ticket:
                return True  # the seats were read before it came: read again
            if isinstance(held, Unreadable):
                continue
            with contextlib.suppress(UnreadableItem):
                _leave_line(event, place, held, mode, store, programme, now)
                return True
    return False


def _leave_line(
    event: Event,
    place: WaitingPlace,
    held: EventRegistration | None,
    mode: Mode,
    store: Store,
    programme: Programme,
    now: datetime,
) -> None:
    unit = store.unit()
    unit.delete(place)
    if held is not None and held.waits and (held.mode, held.ticket) == (mode, place.ticket):
        unit.seats(Move(event.id, takes=mode, leaves=mode), now)
        promoted = unit.save(held.promoted(event, programme, now))
        kind = None if promoted.next_at else Kind.EVENT_PROMOTED
        unit.add(after_change(promoted, now, kind))
    else:
        unit.seats(Move(event.id, leaves=mode), now)
    unit.commit()


def mend_lines(event: Event, seats: Seats, store: Store, now: datetime) -> None:
    """Where somebody is counted as waiting and no place is in line: those who do wait get theirs
    again, and if nobody does, the count is mended. Otherwise the line would be held up for ever.
    """
    for mode, places in seats.places.items():
        stuck = seats.promotable(mode, now) and not places.joining
        if stuck and not store.places_in_line(event.id, mode):
            _mend_line(event, seats, mode, store, now)


def _mend_line(event: Event, seats: Seats, mode: Mode, store: Store, now: datetime) -> None:
    waiting = [each for each in store.roster(event.id) if each.waits and each.mode is mode]
    for each in waiting[:MENDED_AT_ONCE]:
        unit = store.unit()
        unit.unchanged(each)
        unit.add(waiting_place(event.id, mode, each.ticket, each.id))
        with contextlib.suppress(Stale):  # they left, or have their place
            unit.commit()
    if not waiting:
        store.nobody_waits(seats, mode, now)
