"""The events whose people the team may want to write to."""

from datetime import datetime, timedelta

from ...domain.events.events import Event
from ...domain.ids import is_event
from ...domain.people.callers import Caller
from ..callers import with_member
from ..ports import EventStore

LATELY = timedelta(days=31)
"""How long ago an event may have been to be proposed."""

SHOWN = 40
"""Events to come that are proposed."""


def events_to_write_about(
    caller: Caller, chosen: str, *, store: EventStore, now: datetime
) -> list[Event]:
    """Return events to come and of late, and the one that is chosen, soonest first.

    `chosen` is its id as an address says it, which may be none. Raises Forbidden, InvalidToken.
    """
    _, event = with_member(caller, store, known=[(Event, chosen if is_event(chosen) else "")])
    found = [*store.events_between(now - LATELY, now), *store.events_to_come(now, SHOWN)]
    by_id = {each.id: each for each in [*found, *([event] if event else [])]}
    return sorted(by_id.values(), key=lambda each: each.starts_at)
