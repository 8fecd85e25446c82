"""What else somebody has at a time: they are told, and then do as they like."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from ..sessions.bookings import Booking
from .events import Event
from .registrations import EventRegistration


@dataclass(frozen=True)
class Meanwhile:
    """A session that is booked, or an event that one has a seat at or waits for. Times are UTC.

    `id` is the booking's or the registration's; `title` is the event's, `theme` the session's.
    """

    id: str
    starts_at: datetime
    ends_at: datetime
    title: str = ""
    theme: str = ""

    @property
    def is_session(self) -> bool:
        return bool(self.theme)


def engaged(
    bookings: Iterable[Booking],
    registrations: Iterable[EventRegistration],
    events: Mapping[str, Event],
) -> tuple[Meanwhile, ...]:
    """Return what somebody has said that they come to, soonest first; `events` are by id."""
    sessions = [
        Meanwhile(each.id, each.starts_at, each.ends_at, theme=each.theme)
        for each in bookings
        if each.booked
    ]
    pairs = [(each, events.get(each.event_id)) for each in registrations if each.stands]
    meetings = [
        Meanwhile(each.id, event.starts_at, event.ends_at, title=event.title)
        for each, event in pairs
        if event is not None and event.cancelled_at is None
    ]
    return tuple(sorted([*sessions, *meetings], key=lambda each: (each.starts_at, each.id)))


def at_once(
    held: Iterable[Meanwhile], starts_at: datetime, ends_at: datetime, but: str = ""
) -> tuple[Meanwhile, ...]:
    """Return what overlaps a time, but for one by its id: itself. What only touches does not."""
    return tuple(
        each
        for each in held
        if each.id != but and each.starts_at < ends_at and starts_at < each.ends_at
    )
