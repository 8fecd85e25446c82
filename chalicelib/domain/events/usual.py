"""What a new event usually is: as the last one of its kind was, or as such meetings are held."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import time, timedelta, tzinfo

from ..programme import Room
from .events import Event, EventKind, EventMode, Mode

MOST_PLACES = 6
"""Places that a form proposes beside those of the settings."""


@dataclass(frozen=True)
class Place:
    """Where people have come before, or may; `seats`, 0 if nobody said."""

    venue: str
    address: str = ""
    access: str = ""
    seats: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Usual:
    """What a form has before anybody types. `starts` is the wall time, `place` where it was."""

    starts: time
    lasts: timedelta
    mode: EventMode
    capacities: Mapping[Mode, int]
    public: bool = False
    place: Place | None = None
    language: str = "fr"


def _of(hour: int, minutes: int, mode: EventMode, *capacities: int, public: bool = False) -> Usual:
    seats = dict(zip((Mode.IN_PERSON, Mode.ONLINE), capacities, strict=True))
    return Usual(time(hour, 30), timedelta(minutes=minutes), mode, seats, public)


FIRST: dict[EventKind, Usual] = {
    EventKind.GROUP_SESSION: _of(13, 60, EventMode.ONLINE, 6, 6),
    EventKind.COHORT: _of(13, 90, EventMode.ONLINE, 12, 12),
    EventKind.CODEVELOPMENT: _of(13, 90, EventMode.IN_PERSON, 6, 6),
    EventKind.CONFERENCE: _of(13, 90, EventMode.HYBRID, 40, 100, public=True),
    EventKind.HYBRID_PROTOTYPE: _of(13, 120, EventMode.HYBRID, 20, 40, public=True),
    EventKind.WORKSHOP: _of(9, 120, EventMode.IN_PERSON, 12, 12),
    EventKind.REPLAY: _of(12, 60, EventMode.ONLINE, 40, 100, public=True),
}
"""The first event of a kind: as meetings of the programme are held."""

SESSIONS = {EventKind.GROUP_SESSION}
MEETINGS = {EventKind.COHORT, EventKind.CODEVELOPMENT, EventKind.CONFERENCE}


def lengths(session: int, meeting: int) -> dict[EventKind, timedelta]:
    """Return how long the events last of which a region says it, in minutes."""
    minutes = {**dict.fromkeys(SESSIONS, session), **dict.fromkeys(MEETINGS, meeting)}
    return {kind: timedelta(minutes=each) for kind, each in minutes.items()}


def last_of(kind: EventKind, latest: Iterable[Event]) -> Event | None:
    """Return the first of a kind that was not cancelled."""
    return next((each for each in latest if each.kind is kind and not each.cancelled_at), None)


ANY_LENGTH: Mapping[EventKind, timedelta] = {}


def usual(
    kind: EventKind,
    latest: Iterable[Event],
    capacities: Mapping[Mode, int],
    zone: tzinfo,
    lasts: Mapping[EventKind, timedelta] = ANY_LENGTH,
) -> Usual:
    """Return what an event of a kind usually is; `latest` are events, the last one first.

    `capacities` are those of the last one of the kind. What lasted more than a day says nothing of
    how long the next one does.
    """
    known = [*latest]
    rooms = places(known)
    begun = replace(FIRST[kind], lasts=lasts.get(kind, FIRST[kind].lasts))
    first, last = replace(begun, place=rooms[0] if rooms else None), last_of(kind, known)
    if last is None:
        return first
    starts, ends = (each.astimezone(zone) for each in (last.starts_at, last.ends_at))
    return Usual(
        starts=starts.time().replace(second=0),
        lasts=last.ends_at - last.starts_at if starts.date() == ends.date() else first.lasts,
        mode=last.mode,
        capacities={**first.capacities, **capacities},
        public=last.public,
        place=_place(last) or first.place,
        language=last.language,
    )


def places_of(rooms: Iterable[Room], latest: Iterable[Event]) -> tuple[Place, ...]:
    """Return the rooms of the settings, then where else events were held, each place once."""
    known = {each.name: Place(each.name, each.address, each.access, each.seats) for each in rooms}
    others = [place for place in places(latest) if place.venue not in known]
    return (*known.values(), *others)


def places(latest: Iterable[Event]) -> tuple[Place, ...]:
    """Return where events were held, each place once, the last one first."""
    found: dict[str, Place] = {}
    for each in latest:
        place = None if each.cancelled_at else _place(each)
        if place is not None:
            found.setdefault(place.venue, place)
    return tuple(found.values())[:MOST_PLACES]


def _place(event: Event) -> Place | None:
    if event.mode is EventMode.ONLINE or not event.venue:
        return None
    return Place(event.venue, event.venue_address, event.venue_access)
