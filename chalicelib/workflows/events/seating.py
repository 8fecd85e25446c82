"""Finish claims on an event's seats, and give free seats to the first in line.

With the claim, somebody has a seat or a place in line. The registration and its mail are written
after it, by the same request or, if that died, by whoever finds the claim.
"""

import contextlib
from dataclasses import dataclass
from datetime import datetime

from ...domain.errors import Busy, Stale
from ...domain.events import offers
from ...domain.events.events import Event, Mode
from ...domain.events.giving_way import LOOK_AGAIN, exchanges, unproven_seat
from ...domain.events.registrations import EventRegistration, from_claim
from ...domain.events.seats import Claim, Seats, waiting_place
from ...domain.ids import owner_of
from ...domain.mail.event_mail import after_change
from ...domain.mail.messages import Origin
from ...domain.people.callers import Caller
from ...domain.people.participants import Participant
from ...domain.people.staff_acts import Deed, done
from ...domain.programme import Programme
from ...domain.receipts import NO_KEY, Once
from ...domain.unreadable import UnreadableItem
from ..ports import SeatStore, Store
from ..retrying import TRIES
from .giving_way import give_up, people_of
from .waiting_line import Line, mend_lines, promote_first

AT_ONCE = 60
"""How many are promoted by the request that freed the seats; the sweep does the rest."""


@dataclass(frozen=True)
class Placed:
    """A registration as it stands. `position` is in line, 0 with a seat."""

    registration: EventRegistration
    position: int = 0


def claim_seat(
    event: Event, registration_id: str, mode: Mode, store: SeatStore, now: datetime
) -> Claim:
    """Claim a seat of the mode, or the end of its line.

    Raises Stale if the person has a claim already, which is then finished, or if the event has
    changed; Busy; what `Event.ensure_open` raises.
    """
    waits = False
    for _ in range(TRIES):
        try:
            return store.claim(event.id, registration_id, mode, waits, now)
        except Stale as stale:
            seats = next((e for e in stale.current if isinstance(e, Seats)), None)
            if seats is None:
                raise
            held = seats.claim_of(registration_id)
            if held is not None:  # a double tap, or a crash a moment ago
                help_out(event, held, store, now)
                raise
            if now >= seats.closes_at or seats.cancelled:
                raise  # the event has changed since it was read: decide again
            waits = seats.free(mode) == 0
            if seats.crowded(mode, waits):
                raise Busy from None  # the sweep finishes the claims before it
    raise Busy


def finish(
    claim: Claim,
    event: Event,
    found: EventRegistration | None,
    once: Once[Placed],
    *,
    store: SeatStore,
    now: datetime,
    answered: bool = True,
    origin: Origin | None = Origin.STRANGER,
    by: Caller | None = None,
    provisional: bool = False,
) -> Placed:
    """Write what a claim stands for: the registration, its place in line, its mail. Then release
    it.

    `found` is the person's cancelled registration, if any: the claimant read it before the claim, a
    helper (`answered` False) after it, and does not know who asked: it may be anybody. Without an
    `origin`, no mail tells of it. `by` is who of the team asked. It is `provisional` if anybody may
    have asked, for an address that nobody has proven. Raises Stale if another has been written
    since.
    """
    registration = from_claim(claim, found, event, answered, now, provisional)
    unit = store.unit()
    written = unit.save(registration)
    if origin is not None:
        unit.add(after_change(written, now).caused_by(origin))
    unit.add(*done(by, Deed.REGISTERED, written.id, written.version, now))
    if claim.waits:
        line = event.id, claim.mode, claim.ticket
        unit.add(waiting_place(*line, claim.registration_id, provisional))
    counted = origin is Origin.OWN or by is not None
    placed = Placed(written, _position(claim, written, store) if counted else claim.position)
    unit.add(*once.receipts(placed, now))
    if not answered:  # another helper may have given it back since it was read
        unit.release(event.id, claim, now)
    unit.commit()
    if answered:
        with contextlib.suppress(Busy):  # the sweep releases it
            store.release(event.id, claim, now)
    return placed


def _position(claim: Claim, registration: EventRegistration, store: SeatStore) -> int:
    """Return the place in line of who asked by their link: before all whom nobody has proven.

    A form is answered by mail, which tells it as it is then: it is not counted before.
    """
    if not claim.waits:
        return claim.position
    return claim.position - store.unproven_in_line(registration.event_id, claim.mode, claim.ticket)


def help_out(event: Event, claim: Claim, store: SeatStore, now: datetime) -> None:
    """Finish a claim that somebody left, however far they came; safe if others do so too.

    The ticket decides: if the registration's is the same or later, the claim is finished; if it is
    earlier and the registration stands, the claim is one too many.
    """
    found = store.one(EventRegistration, claim.registration_id)
    if found is not None and found.ticket >= claim.ticket:
        store.release(event.id, claim, now)
    elif found is not None and found.stands:
        store.give_back(event.id, claim, now)
    else:
        _finish_for(claim, event, found, store, now)


def _finish_for(
    claim: Claim, event: Event, found: EventRegistration | None, store: SeatStore, now: datetime
) -> None:
    """Finish a claim whose request died, unless whoever made it has been erased since."""
    person = store.one(Participant, owner_of(claim.registration_id))
    if person is None:
        store.give_back(event.id, claim, now)
        return
    with contextlib.suppress(Stale):  # another helper wrote it and releases the claim
        finish(
            claim,
            event,
            found,
            NO_KEY,
            store=store,
            now=now,
            answered=False,
            provisional=not person.proven,
        )


def help_all(event: Event, seats: Seats, store: SeatStore, now: datetime) -> None:
    for claim in seats.claims():
        with contextlib.suppress(UnreadableItem):  # the claim keeps its seat or place
            help_out(event, claim, store, now)


def fill(
    event_id: str, *, store: SeatStore, programme: Programme, now: datetime, most: int = AT_ONCE
) -> bool:
    """Give free seats to the first in line, one by one, until none is free or nobody waits.

    Returns whether what is free rests with those who wait. Otherwise what is left (too many, too
    busy, a crash) is in the index of due items.
    """
    with contextlib.suppress(Busy):
        for _ in range(most):
            event, seats = store.load((Event, event_id), (Seats, event_id))
            if event is None or seats is None:
                return False
            lines = _moved(event, seats, store, programme, now)
            if Line.MOVED not in lines:
                return Line.STUCK not in lines
    return False


def _moved(
    event: Event, seats: Seats, store: SeatStore, programme: Programme, now: datetime
) -> list[Line]:
    """Return what became of each line where a seat is free, up to the first that moved.

    A line that has changed since it was read counts as moved. Whoever has a ticket below
    `seats.next_ticket` is in the line or in a claim: once the claims are finished, the first in
    line is really the first.
    """
    lines: list[Line] = []
    for mode in Mode:
        if seats.promotable(mode, now) and Line.MOVED not in lines:
            help_all(event, seats, store, now)
            try:
                lines.append(promote_first(event, seats, mode, store, programme, now))
            except Stale:
                lines.append(Line.MOVED)
    return lines


def tend(event_id: str, *, store: Store, programme: Programme, now: datetime) -> None:
    """Settle what a sweep found due: unfinished claims, free seats, a line to be mended.

    Seats that nobody is known to want go to who is proven and waits, once their delay is over.
    """
    event, seats = store.load((Event, event_id), (Seats, event_id))
    if event is None or seats is None:
        return
    help_all(event, seats, store, now)
    mended = mend_lines(event, seats, store, now)
    rests = fill(event_id, store=store, programme=programme, now=now, most=5 * AT_ONCE)
    seats, again_at = store.one(Seats, event_id), None
    if seats is not None and _make_room(event, seats, store, programme, now):
        seats, again_at = store.one(Seats, event_id), now + LOOK_AGAIN
    if seats is not None and not mended:  # a mended line is looked at once more
        shared_from = offers.shared_from(event, programme) if rests else None
        store.seen_to(seats, now, _next_look(seats, shared_from, again_at, now))


def _make_room(
    event: Event, seats: Seats, store: Store, programme: Programme, now: datetime
) -> bool:
    """Give seats that nobody is known to want to who is proven and waits, one by one.

    Returns whether there are such seats where somebody waits: they are to be looked at again.
    """
    full = [] if seats.over(now) else seats.full_lines()
    held = [each for each in (store.roster(event.id) if full else ()) if each.mode in full]
    people = people_of(held, store)
    if not any(unproven_seat(each, people.get(each.participant_id)) for each in held):
        return False
    for mode in full:
        for exchange in exchanges(held, mode, people, programme, now)[:AT_ONCE]:
            with contextlib.suppress(Stale, UnreadableItem):
                give_up(exchange, event, store, programme, now)
                fill(event.id, store=store, programme=programme, now=now)
    return True


def _next_look(
    seats: Seats, shared_from: datetime | None, again_at: datetime | None, now: datetime
) -> datetime | None:
    """Return when seats are looked at next; None if at once, or not at all as all is calm."""
    if seats.calm(now):
        return again_at
    if shared_from is None or again_at is None:
        return shared_from
    return min(again_at, shared_from) if shared_from > now else again_at
