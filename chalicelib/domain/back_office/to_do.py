"""What waits for the team, each thing with since when: one list, oldest first, that empties."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from ..events.events import Event, Mode
from ..people.participants import Participant
from ..people.privacy_requests import PrivacyRequest
from ..sessions.bookings import Booking
from ..sessions.slots import Format

AHEAD = timedelta(days=14)
"""How long before a session or an event its link or place is looked for."""

SUMMARY_WITHIN = timedelta(days=45)
"""How long after an event its summary still waits to be written."""


class ToDoKind(StrEnum):
    OUTCOME = "outcome"
    """A session that is over, of which nothing was said."""
    SUMMARY = "summary"
    """An event that is over, without its written summary."""
    LINK = "link"
    """A session or an event online, without the link to join."""
    PLACE = "place"
    """An event in a room that nobody has named."""
    BOUNCED = "bounced"
    """Somebody who has something to come, and whose mails do not arrive."""
    REQUEST = "request"
    """What somebody asked of what is held about them."""


@dataclass(frozen=True)
class ToDo:
    """One thing: `id` is that of the session, event, person or request that it is about."""

    kind: ToDoKind
    id: str
    since: datetime


def in_order(waiting: Iterable[ToDo]) -> tuple[ToDo, ...]:
    """Return the list as it is shown: what waits longest comes first, each thing once."""
    return tuple(sorted(set(waiting), key=lambda each: (each.since, each.kind, each.id)))


def of_session(booking: Booking, now: datetime) -> Iterator[ToDo]:
    """Return what a session waits for: its outcome, or a link for its video."""
    if not booking.booked:
        return
    if booking.ends_at <= now:
        yield ToDo(ToDoKind.OUTCOME, booking.id, booking.ends_at)
    elif booking.format is Format.VIDEO and not booking.meeting_url and _near(booking, now):
        yield ToDo(ToDoKind.LINK, booking.id, _since(booking, booking.booked_at))


def of_event(event: Event, now: datetime) -> Iterator[ToDo]:
    """Return what an event waits for: its summary, a link, a place."""
    if event.cancelled_at is not None:
        return
    if event.over(now):
        if not event.summary and now - event.ends_at < SUMMARY_WITHIN:
            yield ToDo(ToDoKind.SUMMARY, event.id, event.ends_at)
    elif _near(event, now):
        if Mode.ONLINE in event.modes and not event.online_url:
            yield ToDo(ToDoKind.LINK, event.id, _since(event))
        if Mode.IN_PERSON in event.modes and not event.venue:
            yield ToDo(ToDoKind.PLACE, event.id, _since(event))


def of_bounced(people: Iterable[Participant], expected: Collection[str]) -> Iterator[ToDo]:
    """Return those whose mails do not arrive, of the people who are expected, by id."""
    for person in people:
        if person.bounced_at is not None and person.id in expected:
            yield ToDo(ToDoKind.BOUNCED, person.id, person.bounced_at)


def of_request(request: PrivacyRequest) -> Iterator[ToDo]:
    """Return what somebody asked, until it is answered."""
    if request.open:
        yield ToDo(ToDoKind.REQUEST, request.id, request.asked_at)


def _near(what: Booking | Event, now: datetime) -> bool:
    return what.starts_at - AHEAD <= now


def _since(what: Booking | Event, known_at: datetime | None = None) -> datetime:
    """Return when it began to be looked for, if it was there then."""
    start = what.starts_at - AHEAD
    return max(start, known_at) if known_at else start
