"""What the form of a new event has before anybody types: as the last ones were."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from ...domain.events.events import Event, EventKind
from ...domain.events.seats import Seats
from ...domain.events.usual import Place, Usual, last_of, lengths, places_of, usual
from ...domain.people.callers import Caller
from ...domain.programme import Programme
from ..callers import member_of_team
from ..ports import EventStore

LOOKED_AT = 50
"""Events that tell what is usual: about those of an edition."""


@dataclass(frozen=True)
class Proposal:
    """What is usual of a kind, None if no kind is known yet; where people come; what is planned."""

    usual: Usual | None
    places: tuple[Place, ...]
    planned: tuple[Event, ...]


def propose_event(
    caller: Caller,
    kind: EventKind | None,
    *,
    store: EventStore,
    programme: Programme,
    now: datetime,
) -> Proposal:
    """Return what a new event of a kind usually is. Raises Forbidden, InvalidToken."""
    member_of_team(caller, store=store)
    latest = store.latest_events(LOOKED_AT)
    known = places_of(programme.rooms, latest)
    planned = tuple(each for each in latest if each.standing(now))
    if kind is None:
        return Proposal(None, known, planned)
    last = last_of(kind, latest)
    (seats,) = store.load(known=[(Seats, last.id if last else "")])
    held = {mode: each.capacity for mode, each in seats.places.items()} if seats else {}
    lasts = lengths(programme.session_minutes, programme.meeting_minutes)
    found = usual(kind, latest, held, ZoneInfo(programme.zone), lasts)
    return Proposal(found, known, planned)
