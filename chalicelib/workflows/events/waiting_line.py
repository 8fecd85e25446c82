"""The line of an event: its first gets the free seat, and a line that is stuck is mended."""

import contextlib
from collections.abc import Iterator
from datetime import datetime
from enum import Enum, auto
from typing import TypeGuard

from ...domain.errors import Stale
from ...domain.events import offers
from ...domain.events.events import Event, Mode
from ...domain.events.giving_way import known
from ...domain.events.registrations import EventRegistration
from ...domain.events.seats import Move, Seats, Tickets, WaitingPlace, waiting_place
from ...domain.ids import owner_of
from ...domain.mail import by_day
from ...domain.mail.broadcasts import Broadcast, of_free_seat
from ...domain.mail.event_mail import after_change
from ...domain.mail.messages import Kind
from ...domain.people.participants import Participant
from ...domain.programme import Programme
from ...domain.unreadable import Unreadable, UnreadableItem
from ..ports import SeatStore, Store
from ..retrying import TRIES
from .giving_way import people_of

Held = EventRegistration | Unreadable | None
Turn = tuple[WaitingPlace, Held]

MENDED_AT_ONCE = 60
"""How many places are written anew in one run; the next sweep writes the rest."""


class Line(Enum):
    """What became of a line where a seat is free."""

    MOVED = auto()
    """There may be more to do."""

    STUCK = auto()
    """Nobody can be given the seat: the line is to be mended first, or cannot be read."""

    RESTS = auto()
    """The seat is for whoever takes it: those who wait are told, or will be near the start."""


def promote_first(
    event: Event, seats: Seats, mode: Mode, store: SeatStore, programme: Programme, now: datetime
) -> Line:
    """Give a free seat to the first in line; near the start, tell all who wait instead.

    Somebody whose registration cannot be read is passed over and keeps their place, like somebody
    who let an offer lapse; a place in which nobody waits is removed. Who is not known to want a
    seat comes after all who are. If the line is not as long as
    the number recorded, somebody may have lost their place: nobody gets a seat until it is mended.
    Raises Stale.
    """
    tickets, line = store.line(event.id, mode)
    if not seats.agree(mode, tickets):
        unclear = _in_disagreement(event, seats, mode, store) is None
        return Line.MOVED if unclear else Line.STUCK  # the sweep mends it first
    if offers.shared(event, programme, now):
        return _tell_all(event, seats, mode, store, programme, now)
    unreadable = False
    for place, held in _in_turn(event, mode, tickets, line, store):
        if place.ticket >= seats.next_ticket:
            return Line.MOVED  # they joined after the seats were read: read again
        if isinstance(held, Unreadable):
            unreadable = True
        elif not _passed_over(place, held, mode):
            with contextlib.suppress(UnreadableItem):
                _give(event, place, held, mode, store, programme, now)
                return Line.MOVED
            unreadable = True
    return Line.STUCK if unreadable else Line.RESTS


def _in_turn(
    event: Event,
    mode: Mode,
    tickets: Tickets,
    line: Iterator[list[WaitingPlace]],
    store: SeatStore,
) -> Iterator[Turn]:
    """Yield the places of a line, each with its registration, in the order of their turn.

    Who is not known to want a seat comes last, behind those proven of the line's unread end too.
    """
    behind: list[Turn] = []
    for places in line:
        for place, held, person in _read(places, store):
            if _theirs(held, place, mode) and not known(held, person):
                behind.append((place, held))
            else:
                yield place, held
    if behind and not tickets.whole:
        yield from _proven_beyond(tickets.numbers[-1], event, mode, store)
    yield from behind


def _read(
    places: list[WaitingPlace], store: SeatStore
) -> Iterator[tuple[WaitingPlace, Held, object]]:
    """Return places, each with its registration and whose it is; in one call."""
    registrations = [(EventRegistration, place.registration_id) for place in places]
    people = [(Participant, owner_of(place.registration_id)) for place in places]
    found = store.load_any(*registrations, *people)
    return zip(places, found[: len(places)], found[len(places) :], strict=True)


def _proven_beyond(last: int, event: Event, mode: Mode, store: SeatStore) -> Iterator[Turn]:
    """Yield who is proven and waits behind a ticket: the roster knows them, a moment late."""
    far = [r for r in store.roster(event.id) if r.waits and r.mode is mode and r.ticket > last]
    people = people_of(far, store)
    for each in sorted(far, key=lambda waiting: waiting.ticket):
        if known(each, people.get(each.participant_id)):
            asked = waiting_place(event.id, mode, each.ticket).id
            place, held = store.load_any((WaitingPlace, asked), (EventRegistration, each.id))
            if isinstance(place, WaitingPlace):
                yield place, held


def _passed_over(place: WaitingPlace, held: EventRegistration | None, mode: Mode) -> bool:
    return _theirs(held, place, mode) and held.offer_missed


def _give(
    event: Event,
    place: WaitingPlace,
    held: EventRegistration | None,
    mode: Mode,
    store: SeatStore,
    programme: Programme,
    now: datetime,
) -> None:
    """Give the seat to who waits in a place, or take the place away if nobody does."""
    if _theirs(held, place, mode):
        _promote(event, place, held, store, programme, now)
    else:
        _take_away(event, place, mode, store, now)


def _tell_all(
    event: Event, seats: Seats, mode: Mode, store: SeatStore, programme: Programme, now: datetime
) -> Line:
    """Have all who wait told of a free seat, once for each that becomes free.

    Nobody is, if it begins before they wake.
    """
    at = offers.told_at(event, programme, now)
    if at is None:
        return Line.RESTS
    news = of_free_seat(event, mode, seats.freed, at)
    if store.one(Broadcast, news.id) is None:
        unit = store.unit()
        unit.add(news)
        with contextlib.suppress(Stale):  # somebody else has them told
            unit.commit()
    return Line.RESTS


def _theirs(held: Held, place: WaitingPlace, mode: Mode) -> TypeGuard[EventRegistration]:
    if not isinstance(held, EventRegistration):
        return False
    return held.waits and (held.mode, held.ticket) == (mode, place.ticket)


def _promote(
    event: Event,
    place: WaitingPlace,
    held: EventRegistration,
    store: SeatStore,
    programme: Programme,
    now: datetime,
) -> None:
    unit = store.unit()
    unit.delete(place)
    unit.seats(Move(event.id, takes=held.mode, leaves=held.mode), now)
    promoted = unit.save(held.promoted(event, offers.confirm_by(event, programme, now)))
    kind = None if promoted.next_at else Kind.EVENT_PROMOTED
    news = after_change(promoted, now, kind)
    unit.add(by_day.planned(news, programme.sleep, offers.told_before(promoted, event, programme)))
    unit.commit()


def _take_away(
    event: Event, place: WaitingPlace, mode: Mode, store: SeatStore, now: datetime
) -> None:
    unit = store.unit()
    unit.delete(place)
    unit.seats(Move(event.id, leaves=mode), now)
    unit.commit()


def mend_lines(event: Event, seats: Seats, store: Store, now: datetime) -> bool:
    """Mend each line that is not as long as recorded; return whether there was one.

    Those who wait without a place get theirs again, then the number becomes the line's. Otherwise
    the line would be stuck for ever, or newcomers would pass those in it.
    """
    if seats.over(now):
        return False
    mended = [_mended(event, seats, mode, store, now) for mode in seats.places]
    return any(mended)


def _mended(event: Event, seats: Seats, mode: Mode, store: Store, now: datetime) -> bool:
    line = _in_disagreement(event, seats, mode, store)
    if line is None:
        return False
    waiting = [each for each in store.roster(event.id) if each.waits and each.mode is mode]
    lost = [each for each in waiting if line.lacks(each.ticket)]
    for each in lost[:MENDED_AT_ONCE]:
        _stand_again(event, each, store, now)
    if len(lost) <= MENDED_AT_ONCE:
        _count_again(event, mode, store, now)
    return True


def _in_disagreement(event: Event, seats: Seats, mode: Mode, store: SeatStore) -> Tickets | None:
    """Return the line if it is not as long as recorded; None if it is, or if it is unclear."""
    for _ in range(TRIES):
        line, _ = store.line(event.id, mode)
        if seats.agree(mode, line):
            return None
        before, after = seats, store.one(Seats, event.id)
        if after is None or after.version == before.version:
            return line
        seats = after
    return None  # seats keep changing: each change brings the sweep back


def _stand_again(event: Event, waiting: EventRegistration, store: SeatStore, now: datetime) -> None:
    unit = store.unit()
    unit.unchanged(waiting)
    line = event.id, waiting.mode, waiting.ticket
    unit.add(waiting_place(*line, waiting.id, waiting.provisional))
    unit.seats(Move(event.id), now)  # makes whoever is counting the line count again
    with contextlib.suppress(Stale):  # they left, or have their place again
        unit.commit()


def _count_again(event: Event, mode: Mode, store: SeatStore, now: datetime) -> None:
    for _ in range(TRIES):
        seats = store.one(Seats, event.id)
        if seats is None or mode not in seats.places:
            return
        line, _ = store.line(event.id, mode)
        if store.count_waiting(seats, mode, line, now):
            return
