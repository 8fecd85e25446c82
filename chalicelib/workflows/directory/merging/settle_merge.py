"""A day after a merge nothing undoes it: what both were is forgotten, and so is a second seat."""

from datetime import datetime

from ....domain.events.events import Event
from ....domain.events.registrations import EventRegistration
from ....domain.events.seats import Seats
from ....domain.merging.doubles import weaker
from ....domain.merging.merges import Merge
from ....domain.programme import Programme
from ...events.change_registration import give_up
from ...events.seating import fill
from ...ports import SeatStore, Store
from ...retrying import decided_afresh


def settle_merge(identifier: str, *, store: Store, programme: Programme, now: datetime) -> None:
    """Settle a merge whose day is over. Safe to run twice, and too early."""
    merge = store.one(Merge, identifier)
    if merge is None or merge.undoable(now):
        return
    held = store.person(merge.kept_id)
    others = [each for each in held if isinstance(each, Merge) and each.undoable(now)]
    registrations = [each for each in held if isinstance(each, EventRegistration)]
    for each in [] if others else weaker(registrations):
        _give_up(each.id, store=store, now=now)
        fill(each.event_id, store=store, programme=programme, now=now)
    unit = store.unit()
    unit.delete(merge)
    unit.commit()


@decided_afresh
def _give_up(registration_id: str, *, store: SeatStore, now: datetime) -> None:
    """Give up a seat, or a place in line, that somebody has twice; nobody is told."""
    registration = store.one(EventRegistration, registration_id)
    if registration is None or not registration.coming:
        return
    event, seats = store.load((Event, registration.event_id), (Seats, registration.event_id))
    if event is None or seats is None or not event.standing(now):
        return
    unit = store.unit()
    give_up(unit, registration, seats, now)
    unit.save(registration.left(event))
    unit.commit()
