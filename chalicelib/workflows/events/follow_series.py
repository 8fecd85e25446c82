"""Series of meetings: read as a whole, joined one by one or all at once."""

import contextlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from ...domain.errors import Busy, Conflict, Invalid, Unauthenticated
from ...domain.events import series as rules
from ...domain.events.events import Event, Mode
from ...domain.events.registrations import EventRegistration, registration_id
from ...domain.events.seats import Seats
from ...domain.events.series import Series
from ...domain.ids import NewId
from ...domain.people.callers import Caller
from ...domain.programme import Programme
from ...domain.receipts import NO_KEY
from ...domain.unreadable import UnreadableItem
from ..ports import SeatStore
from .register_for_event import GuestRequest, SeatRequest, register_for_event, register_guest


@dataclass(frozen=True)
class Meeting:
    """One meeting of a series.

    `registration` is the reader's, if they are known and have one; `position` is theirs in line.
    """

    event: Event
    seats: Seats
    registration: EventRegistration | None = None
    position: int = 0


def read_series(
    series_id: str, participant_id: str, *, store: SeatStore
) -> tuple[Series, list[Meeting]]:
    """Return a series with its meetings that are not cancelled, soonest first.

    `participant_id` is "" if the reader is unknown. Raises SeriesNotFound.
    """
    series = rules.existing(store.one(Series, series_id))
    mine = [registration_id(participant_id, each) for each in series.meetings]
    keys: list[tuple[type[Any], str]] = [
        *[(Event, each) for each in series.meetings],
        *[(Seats, each) for each in series.meetings],
        *[(EventRegistration, each if participant_id else "") for each in mine],
    ]
    found = store.load(known=keys)
    size = len(series.meetings)
    thirds = found[:size], found[size : 2 * size], found[2 * size :]
    meetings = [
        Meeting(event, seats, held, store.position(held) if held and held.waits else 0)
        for event, seats, held in zip(*thirds, strict=True)
        if event is not None and seats is not None and event.cancelled_at is None
    ]
    return series, sorted(meetings, key=lambda meeting: meeting.event.starts_at)


def register_for_meetings(
    caller: Caller,
    wanted: Iterable[tuple[str, Mode]],
    *,
    store: SeatStore,
    programme: Programme,
    now: datetime,
) -> None:
    """Register for several meetings, each on its own: one that is refused undoes no other.

    Raises InvalidToken; once all were tried, Busy or UnreadableItem if one could not be decided.
    """

    def register(meeting: tuple[str, Mode]) -> None:
        request = SeatRequest(caller, *meeting)
        register_for_event(request, NO_KEY, store=store, programme=programme, now=now)

    _each(register, wanted)


def register_guest_for_meetings(
    requests: Iterable[GuestRequest],
    *,
    store: SeatStore,
    programme: Programme,
    new_id: NewId,
    now: datetime,
) -> None:
    """Register somebody without an account for several meetings.

    One mail tells them of the first, and leads to what became of each: whoever fills in a form may
    have typed somebody else's address. Raises Busy or UnreadableItem once all were tried.
    """
    told: list[str] = []

    def register(request: GuestRequest) -> None:
        wanted = replace(request, told=not told)
        with contextlib.suppress(Unauthenticated):
            register_guest(wanted, NO_KEY, store=store, programme=programme, new_id=new_id, now=now)
            told.append(request.event_id)

    _each(register, requests)


def _each[T](register: Callable[[T], None], wanted: Iterable[T]) -> None:
    """Try each; then raise Busy or UnreadableItem if one could not be decided.

    No mail tells what became of that one.
    """
    failure: Busy | UnreadableItem | None = None
    for each in wanted:
        try:
            with contextlib.suppress(Invalid):
                register(each)
        except (Busy, UnreadableItem) as error:
            failure = error
        except Conflict:
            continue
    if failure is not None:
        raise failure
