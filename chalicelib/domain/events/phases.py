"""Where an event is in its life, for somebody who would like to come."""

from datetime import datetime
from enum import StrEnum

from .events import Event


class Phase(StrEnum):
    """The phases of an event. `SOON`: registrations are not open yet. `LIVE`: it has begun."""

    SOON = "soon"
    OPEN = "open"
    CLOSED = "closed"
    LIVE = "live"
    OVER = "over"
    CANCELLED = "cancelled"


def phase_of(event: Event, now: datetime) -> Phase:
    """Return the phase of an event. It is open when `Event.ensure_open` lets a newcomer in."""
    stages = {
        Phase.CANCELLED: event.cancelled_at is not None,
        Phase.OVER: event.over(now),
        Phase.LIVE: event.begun(now),
        Phase.SOON: event.opens_at is not None and now < event.opens_at,
        Phase.CLOSED: now >= event.registration_ends_at,
    }
    return next((phase for phase, reached in stages.items() if reached), Phase.OPEN)
