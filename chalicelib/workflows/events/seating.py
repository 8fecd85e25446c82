"""Finishing claims on an event's seats, and giving what is free to the first in line.

A claim is the moment a seat or a place in line is had; writing the registration and its mail comes
after, by whoever had it or, if they died, by anybody who finds the claim.
"""

import contextlib
from dataclasses import dataclass
from datetime import datetime

from ...domain.errors import Busy, Stale
from ...domain.events.events import Event, Mode
from ...domain.events.registrations import EventRegistration, from_claim
from ...domain.events.seats import Claim, Seats, waiting_place
from ...domain.mail.event_mail import after_change
from ...domain.programme import Programme
from ...domain.receipts import Once
from ...domain.unreadable import UnreadableItem
from ..ports import Store
from ..retrying import TRIES
from .waiting_line import mend_lines, promote_first

AT_ONCE = 60
"""Promotions made in one go, in the request that freed the seats; the sweep makes the others."""


@dataclass(frozen=True)
class Placed:
    """A registration as it stands. `position`: in line, 0 with a seat."""

    registration: EventRegistration
    position: int = 0


def claim_seat(
    event: Event, registration_id: str, mode: Mode, store: Store, now: datetime
) -> Claim:
    """A seat of the mode, or the end of its line.

    Raises Stale if the person has a claim already, which is then finished; what `ensure_open`
    raises; Busy.
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
                raise  # what was read of the event has changed: decided again
            waits = seats.free(mode) == 0
            if seats.crowded(mode, waits):
                raise Busy from None  # until those before are finished: the sweep sees to them
    raise Busy


def finish(
    claim: Claim,
    event: Event,
    found: EventRegistration | None,
    once: Once | None,
    *,
    store: Store,
    now: datetime,
    answered: bool = True,
) -> Placed:
    """Write what a claim stands for: the registration, its place in line, its mail. Then let go.

    `found` is the person's cancelled registration, if they had one: whose claim it is read it
    before, whoever helps (`answered` False) after. Raises Stale if there is another by now.
    """
    registration = from_claim(claim, found, event, answered, now)
    unit = store.unit()
    written = unit.save(registration)
    unit.add(after_change(written, now))
    if claim.waits:
        place = waiting_place(event.id, claim.mode, claim.ticket, claim.registration_id)
        unit.add(place)
    placed = Placed(written, claim.position)
    if once:
        unit.add(once.receipt(placed, now))
    if not answered:  # somebody else may have given it back since it was read
        unit.release(event.id, claim, now)
    unit.commit()
    if answered:
        with contextlib.suppress(Busy):  # the sweep lets go of it
            store.release(event.id, claim, now)
    return placed


def help_out(event: Event, claim: Claim, store: Store, now: datetime) -> None:
    """Finish a claim that somebody left, however far they came; safe whoever else does.

    By its ticket: a registration of the same or a later one means that it is finished; one of an
    earlier one that stands, that it was one too many.
    """
    found = store.one(EventRegistration, claim.registration_id)
    if found is not None and found.ticket >= claim.ticket:
        store.release(event.id, claim, now)
    elif found is not None and found.stands:
        store.give_back(event.id, claim, now)
    else:
        with contextlib.suppress(Stale):  # somebody else's is written: they let go of it
            finish(claim, event, found, None, store=store, now=now, answered=False)


def help_all(event: Event, seats: Seats, store: Store, now: datetime) -> None:
    for claim in seats.claims():
        with contextlib.suppress(UnreadableItem):  # it keeps its seat, or its place
            help_out(event, claim, store, now)


def fill(
    event_id: str, *, store: Store, programme: Programme, now: datetime, most: int = AT_ONCE
) -> None:
    """Give free seats to the first in line, one by one, until none is free or nobody waits.

    What is left undone (too many, too busy, a crash) is in the index of what is due.
    """
    with contextlib.suppress(Busy):
        for _ in range(most):
            event, seats = store.load((Event, event_id), (Seats, event_id))
            if event is None or seats is None:
                return
            lines = [mode for mode in Mode if seats.promotable(mode, now)]
            if not any(_moved(event, seats, mode, store, programme, now) for mode in lines):
                return


def _moved(
    event: Event, seats: Seats, mode: Mode, store: Store, programme: Programme, now: datetime
) -> bool:
    """Whether the line did, or has changed since it was read.

    Whoever has a smaller ticket than `seats` gives out next is in the line or in a claim: once
    claims are finished, the first in line is the first of them.
    """
    help_all(event, seats, store, now)
    try:
        return promote_first(event, seats, mode, store, programme, now)
    except Stale:
        return True


def tend(event_id: str, *, store: Store, programme: Programme, now: datetime) -> None:
    """What a sweep found due: claims left unfinished, seats left free, a line held up."""
    event, seats = store.load((Event, event_id), (Seats, event_id))
    if event is None or seats is None:
        return
    help_all(event, seats, store, now)
    mended = mend_lines(event, seats, store, now)
    fill(event_id, store=store, programme=programme, now=now, most=5 * AT_ONCE)
    seats = store.one(Seats, event_id)
    if seats is not None and not mended:  # what is mended is looked at once more
        store.seen_to(seats, now)
