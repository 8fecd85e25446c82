"""Leave an event, switch between room and online, take an offered seat or let it lapse."""

from datetime import datetime

from ...domain.errors import Stale
from ...domain.events import events, offers
from ...domain.events.events import Event, Mode
from ...domain.events.registrations import EventRegistration, NotRegistered, existing
from ...domain.events.seats import ModeFull, Move, Seats, WaitingPlace, waiting_place
from ...domain.ids import event_of, owner_of
from ...domain.mail import by_day
from ...domain.mail.event_mail import after_change
from ...domain.mail.messages import Kind
from ...domain.people.callers import Caller, owned_by
from ...domain.people.participants import Participant
from ...domain.people.staff_acts import Deed, done
from ...domain.programme import Programme
from ...domain.receipts import Once, Receipt
from ..callers import for_caller
from ..ports import SeatStore, Unit
from ..retrying import decided_afresh
from .seating import Placed, fill, help_out

Held = tuple[Event, Seats, EventRegistration]


def leave_event(
    caller: Caller, registration_id: str, *, store: SeatStore, programme: Programme, now: datetime
) -> EventRegistration:
    """Cancel a registration; its seat goes to the first in line. Leaving twice changes nothing.

    Raises NotFound, EventOver, EventCancelled.
    """
    registration = _leave(caller, registration_id, store=store, programme=programme, now=now)
    fill(registration.event_id, store=store, programme=programme, now=now)
    return registration


def switch_mode(
    caller: Caller,
    registration_id: str,
    mode: Mode,
    *,
    store: SeatStore,
    programme: Programme,
    now: datetime,
) -> Placed:
    """Take part in another mode, in one write: nobody ever has two seats, or none.

    Somebody with a seat needs a free seat of the other mode; somebody who waits gets one, or the
    end of the other line.

    Raises NotFound, NotRegistered, EventOver, EventCancelled, InvalidFields, ModeFull.
    """
    registration = _switch(caller, registration_id, mode, store=store, programme=programme, now=now)
    fill(registration.event_id, store=store, programme=programme, now=now)
    return Placed(registration, store.position(registration) if registration.waits else 0)


@decided_afresh
def accept_offer(
    caller: Caller,
    registration_id: str,
    once: Once[Placed],
    *,
    store: SeatStore,
    programme: Programme,
    now: datetime,
) -> Placed:
    """Take an offered seat, or near the start a free one; taking it twice changes nothing.

    Raises NotFound, OfferLapsed, ModeFull, NotRegistered, EventOver, EventCancelled.
    """
    event, seats, registration = _load(caller, registration_id, store, programme, now)
    once.check(store.one(Receipt, once.id))
    unit = store.unit()
    if registration.assured:
        placed = Placed(registration)
    else:
        event.ensure_standing(now)
        taken = _taken(unit, registration, seats, event, programme, now)
        placed = Placed(_saved(unit, taken, now))
        version = placed.registration.version
        unit.add(*done(caller, Deed.SEAT_ACCEPTED, registration.id, version, now))
    unit.add(*once.receipts(placed, now))
    unit.commit()
    return placed


def _taken(
    unit: Unit,
    registration: EventRegistration,
    seats: Seats,
    event: Event,
    programme: Programme,
    now: datetime,
) -> EventRegistration:
    """Return the registration with the seat that it is offered, or that is free for it."""
    if not registration.waits:
        return registration.accepted(event, now)
    offers.ensure_may_take(registration, seats, event, programme, now)
    unit.seats(_exchange(registration, seats, takes=registration.mode), now)
    leave_line(unit, registration)
    return registration.seated_in(registration.mode, event)


def let_lapse(
    registration_id: str, *, store: SeatStore, programme: Programme, now: datetime
) -> None:
    """Withdraw an offer that nobody took in time; its seat goes to the next in line.

    Who let it lapse waits behind the others. Safe to run twice, and too early.
    """
    _lapse(registration_id, store=store, programme=programme, now=now)
    fill(event_of(registration_id), store=store, programme=programme, now=now)


@decided_afresh
def _leave(
    caller: Caller, registration_id: str, *, store: SeatStore, programme: Programme, now: datetime
) -> EventRegistration:
    event, seats, registration = _load(caller, registration_id, store, programme, now)
    if not registration.stands:
        return registration
    event.ensure_standing(now)
    unit = store.unit()
    give_up(unit, registration, seats, now)
    kind = Kind.EVENT_REMOVED if caller.staff else Kind.EVENT_LEFT
    left = unit.save(registration.left(event))
    told = after_change(left, now, kind)
    unit.add(by_day.news(told, programme.sleep, event.starts_at) if caller.staff else told)
    unit.add(*done(caller, Deed.UNREGISTERED, left.id, left.version, now))
    unit.commit()
    return left


@decided_afresh
def _switch(
    caller: Caller,
    registration_id: str,
    mode: Mode,
    *,
    store: SeatStore,
    programme: Programme,
    now: datetime,
) -> EventRegistration:
    event, seats, registration = _load(caller, registration_id, store, programme, now)
    event.ensure_offers(mode)
    if not registration.coming:
        raise NotRegistered
    if registration.mode is mode:
        return registration
    event.ensure_standing(now)
    unit = store.unit()
    if seats.free(mode):
        after = registration.seated_in(mode, event)
        unit.seats(_exchange(registration, seats, takes=mode), now)
    elif registration.seated:
        if store.one(EventRegistration, registration.id) != registration:
            raise Stale([])  # they took the last seat between the two reads
        raise ModeFull
    else:
        ticket = store.draw_ticket(event.id, now)
        after = registration.in_line_for(mode, ticket, event)
        unit.seats(_exchange(registration, seats, joins=mode), now)
        unit.add(_place(registration, mode, ticket))
    leave_line(unit, registration)
    switched = _saved(unit, after, now, Kind.EVENT_SWITCHED)
    unit.add(*done(caller, Deed.MODE_SWITCHED, switched.id, switched.version, now))
    unit.commit()
    return switched


@decided_afresh
def _lapse(registration_id: str, *, store: SeatStore, programme: Programme, now: datetime) -> None:
    event_id = event_of(registration_id)
    event, seats, registration = store.load(
        (Event, event_id), (Seats, event_id), (EventRegistration, registration_id)
    )
    if event is None or seats is None or registration is None:
        return
    offer_ends = registration.next_at
    if offer_ends is None or now <= offer_ends:
        return
    unit = store.unit()
    if event.standing(now):
        ticket = store.draw_ticket(event_id, now)
        unit.seats(_exchange(registration, seats, joins=registration.mode), now)
        unit.add(_place(registration, registration.mode, ticket))
        after = registration.missed(ticket, event)
    else:
        give_up(unit, registration, seats, now)
        after = registration.lapsed(event)
    lapsed = after_change(unit.save(after), now, Kind.EVENT_OFFER_LAPSED)
    unit.add(by_day.planned(lapsed, programme.sleep, event.starts_at))
    unit.commit()


def _load(
    caller: Caller, registration_id: str, store: SeatStore, programme: Programme, now: datetime
) -> Held:
    owner, event_id = owner_of(registration_id), event_of(registration_id)
    participant, registration, event, seats = for_caller(caller, store, programme).load(
        (Participant, owner),
        (EventRegistration, registration_id),
        (Event, event_id),
        (Seats, event_id),
    )
    owned_by(caller, participant)
    event = events.existing(event)
    if seats is None:
        raise events.EventNotFound
    claim = seats.claim_of(registration_id)
    if claim is not None:
        help_out(event, claim, store, now)
        raise Stale([])
    return event, seats, existing(registration)


def _place(registration: EventRegistration, mode: Mode, ticket: int) -> WaitingPlace:
    line = registration.event_id, mode, ticket
    return waiting_place(*line, registration.id, registration.provisional)


def give_up(unit: Unit, registration: EventRegistration, seats: Seats, now: datetime) -> None:
    """Give up the seat, or the place in line."""
    unit.seats(_exchange(registration, seats), now)
    leave_line(unit, registration)


def _exchange(
    registration: EventRegistration,
    seats: Seats,
    takes: Mode | None = None,
    joins: Mode | None = None,
) -> Move:
    return Move(
        registration.event_id,
        takes=takes,
        vacates=registration.mode if registration.seated else None,
        joins=joins,
        leaves=registration.mode if registration.waits else None,
        counted=seats.counted(registration.mode, registration.waits),
    )


def leave_line(unit: Unit, registration: EventRegistration) -> None:
    """Discard their place in line, in whatever state it is: nobody else has its ticket."""
    if registration.waits:
        place = registration.event_id, registration.mode, registration.ticket
        unit.discard(waiting_place(*place))


def _saved(
    unit: Unit, registration: EventRegistration, now: datetime, kind: Kind | None = None
) -> EventRegistration:
    """Save the registration, with the message that tells it."""
    saved = unit.save(registration)
    unit.add(after_change(saved, now, kind))
    return saved
