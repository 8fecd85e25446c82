"""Events as people see them: what is coming, what was, and where they themselves stand."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from ...domain.errors import Unauthenticated
from ...domain.events.events import Event, EventNotFound, Mode
from ...domain.events.registrations import EventRegistration, registration_id
from ...domain.events.seats import Seats
from ...domain.people.callers import Caller, recognise
from ...domain.people.participants import Participant
from ..callers import member_of_team
from ..ports import EventStore, Records, SeatStore
from .by_any_id import by_any_id
from .manage_events import Scheduled, read_event

LOOKS_BACK = timedelta(days=730)
"""How long past events stay in the lists: this edition and the one before."""

LOOKS_AHEAD = timedelta(days=730)

MAPPED = 500
"""Events in the site map, at most: it is made at each request of a search engine."""


@dataclass(frozen=True)
class Visit:
    """An event, and who looks at it if their link tells. `position`: in line, 0 with a seat.

    `behind`: how many wait in a mode's line who would come after whoever asks by their link.
    """

    event: Event
    seats: Seats
    participant: Participant | None = None
    registration: EventRegistration | None = None
    position: int = 0
    behind: Mapping[Mode, int] = field(default_factory=dict)


def visit_event(identifier: str, caller: Caller | None, *, store: SeatStore) -> Visit:
    """Return an event as the caller sees it.

    With a link that is no longer valid, it is seen as by anybody. Raises EventNotFound.
    """
    if caller is None:
        return _anyone(identifier, store)
    event, seats, participant, registration = store.load(
        (Event, identifier),
        (Seats, identifier),
        (Participant, caller.person_id),
        (EventRegistration, registration_id(caller.person_id, identifier)),
    )
    try:
        participant = recognise(caller, participant)
    except Unauthenticated:
        return _anyone(identifier, store)
    registration = by_any_id(participant, identifier, registration, store)
    waits = registration is not None and registration.waits
    position = store.position(registration) if registration and waits else 0
    if event is None or seats is None:
        raise EventNotFound
    holds = registration is not None and registration.coming
    behind = {} if holds else _behind(seats, store)
    return Visit(event, seats, participant, registration, position, behind)


def _behind(seats: Seats, store: SeatStore) -> dict[Mode, int]:
    lines = [mode for mode, places in seats.places.items() if places.waiting]
    return {mode: store.unproven_in_line(seats.id, mode) for mode in lines}


def visits(
    participant: Participant, registrations: Iterable[EventRegistration], *, store: SeatStore
) -> list[Visit]:
    """Return a participant's registrations with their events, seats and places in line."""
    mine = list(registrations)
    keys: list[tuple[type[Any], str]] = [(Event, each.event_id) for each in mine]
    found = store.load(known=[*keys, *[(Seats, each.event_id) for each in mine]])
    pairs = zip(mine, found[: len(mine)], found[len(mine) :], strict=True)
    return [
        Visit(event, seats, participant, each, store.position(each) if each.waits else 0)
        for each, event, seats in pairs
        if event is not None and seats is not None
    ]


def past_events(*, store: EventStore, now: datetime) -> list[Event]:
    """Return the past public events with a summary or a replay, the latest first."""
    events = store.events_between(now - LOOKS_BACK, now)
    held = [e for e in events if e.public and e.cancelled_at is None and e.ends_at <= now]
    return [event for event in reversed(held) if event.replay_url or event.summary]


def events_to_map(*, store: EventStore, now: datetime) -> list[Event]:
    """Return the public events that are to come and not cancelled, soonest first."""
    coming = store.events_to_come(now, MAPPED)
    return [event for event in coming if event.public and event.cancelled_at is None]


def all_events(caller: Caller, *, store: EventStore, now: datetime) -> list[Scheduled]:
    """Return the team's list, with past and cancelled events, soonest first. Raises Forbidden."""
    member_of_team(caller, store=store)
    events = store.events_between(now - LOOKS_BACK, now + LOOKS_AHEAD)
    seats = store.load(known=[(Seats, event.id) for event in events])
    pairs = zip(events, seats, strict=True)
    return [Scheduled(event, held) for event, held in pairs if held is not None]


def _anyone(identifier: str, store: Records) -> Visit:
    scheduled = read_event(identifier, store=store)
    return Visit(scheduled.event, scheduled.seats)
