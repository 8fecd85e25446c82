"""What everybody of an event must be told: one item now, then a message each, page by page."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from ..events.events import Event, Mode
from ..events.registrations import EventRegistration, RegistrationStatus
from ..ids import owned, subject_of, suffix_of, tail_of
from ..people.participants import Participant
from ..programme import Programme
from . import by_day
from .messages import Kind, Message

LEASE = timedelta(minutes=5)
"""How long one worker may take over its pages: more than the timeout of its function."""

SECOND_PASS = timedelta(minutes=5)
"""How long after a first pass a second one is made.

The list of people is read from an index, which may lag: the second pass tells those it did not show
yet.
"""


class Topic(StrEnum):
    CHANGED = "changed"
    CANCELLED = "cancelled"
    REMINDER = "reminder"
    SUMMARY = "summary"
    FREE_SEAT = "free_seat"


@dataclass(frozen=True)
class Broadcast:
    """One announcement to everybody of an event. Times are UTC.

    `id` joins the event's, the topic and a number, with which the ids of its messages end.
    `sequence` binds it to the event as it was, or to one seat that became free in `mode`. `cursor`
    is the last person told; `passes` counts those still to make. `to_community` is True once it
    goes to the community, after those registered. `begins_at` is when an event that changed
    begins, or was to begin, whichever is first.
    """

    id: str
    topic: Topic
    sequence: int
    next_at: datetime | None = None
    expires_at: datetime | None = None
    mode: Mode | None = None
    waiting_too: bool = False
    online_only: bool = False
    cursor: str = ""
    passes: int = 1
    to_community: bool = False
    correlation: str = ""
    begins_at: datetime | None = None
    version: int = 0

    @property
    def event_id(self) -> str:
        return subject_of(self.id)

    @property
    def tail(self) -> str:
        return tail_of(self.id)

    def due(self, now: datetime) -> bool:
        return self.next_at is not None and self.next_at <= now

    def stale(self, event: Event, now: datetime) -> bool:
        """Return whether what the broadcast would say is no longer true."""
        if self.topic is Topic.SUMMARY:
            return self.sequence != event.summaries
        if self.topic is Topic.FREE_SEAT:
            return not event.standing(now)
        if self.topic is Topic.CANCELLED:
            return event.cancelled_at is None
        over = self.expires_at is not None and now >= self.expires_at
        return over or self.sequence != event.sequence or not event.standing(now)

    def claimed(self, now: datetime) -> "Broadcast":
        """Return the broadcast claimed by one worker for a lease."""
        return replace(self, next_at=now + LEASE)

    def released(self, now: datetime) -> "Broadcast":
        """Return the broadcast unfinished, for the sweep to hand over again."""
        return replace(self, next_at=now)

    def after_page(self, cursor: str | None, now: datetime) -> "Broadcast":
        """Return the broadcast once a page is told; `cursor` is None after the last page."""
        if cursor is not None:
            return replace(self, cursor=cursor)
        if self.topic is Topic.SUMMARY and not self.to_community and self.passes > 1:
            return replace(self, cursor="", to_community=True)
        if self.passes > 1:
            again = replace(self, cursor="", to_community=False, passes=self.passes - 1)
            return replace(again, next_at=now + SECOND_PASS)
        return self.done()

    def done(self) -> "Broadcast":
        """Return the broadcast with nothing left to do."""
        return replace(self, next_at=None)


def of_change(event: Event, now: datetime, before: Event | None = None) -> Broadcast:
    """Return the broadcast of an event's cancellation or latest change; `before` is as it was."""
    topic = Topic.CANCELLED if event.cancelled_at else Topic.CHANGED
    begins_at = by_day.soonest(now, event.starts_at, (before or event).starts_at)
    news = Broadcast(owned(event.id, topic, event.sequence), topic, event.sequence, now, passes=2)
    return replace(news, begins_at=begins_at)


def of_free_seat(event: Event, mode: Mode, freed: int, at: datetime) -> Broadcast:
    """Return the broadcast to all who wait of a seat, the event's `freed`-th to become free."""
    identifier = owned(event.id, f"{mode.value.replace('_', '')}seat", freed)
    return Broadcast(identifier, Topic.FREE_SEAT, freed, at, mode=mode, passes=2)


def of_summary(event: Event, now: datetime) -> Broadcast:
    """Return the broadcast of an event's summary."""
    number = event.summaries
    identifier = owned(event.id, Topic.SUMMARY, number)
    return Broadcast(identifier, Topic.SUMMARY, number, now, passes=2)


def of_reminders(event: Event, programme: Programme, now: datetime) -> list[Broadcast]:
    """Return one reminder for each delay still ahead, while people are awake.

    The last one only goes to those online, with the link; the last that goes to all also tells
    those who wait what their place in line is.
    """
    before = programme.event_reminders_before
    delays = [*before, *([programme.event_link_before] if programme.event_link_before else [])]
    planned = by_day.reminders(event.starts_at, delays, programme.sleep)
    to_all = [delay for delay, _, _ in planned if delay in before]
    return [
        Broadcast(
            owned(event.id, f"{Topic.REMINDER}{_hours(delay)}h", event.sequence),
            Topic.REMINDER,
            event.sequence,
            at,
            expires_at=end,
            waiting_too=delay == min(to_all, default=None),
            online_only=delay == programme.event_link_before,
        )
        for delay, at, end in planned
        if at > now
    ]


def message_to(
    broadcast: Broadcast, registration: EventRegistration, now: datetime
) -> list[Message]:
    """Return what a broadcast tells one of those registered: a message, or nothing.

    A reminder ends when the next is due, unless that one is not for them.
    """
    kind = _kind(broadcast, registration)
    if kind is None:
        return []
    message = _message(broadcast, registration.id, kind, now)
    last = broadcast.waiting_too and registration.mode != Mode.ONLINE
    return [replace(message, expires_at=None) if last else message]


def message_to_member(broadcast: Broadcast, member: Participant, now: datetime) -> Message:
    """Return what a broadcast tells a member of the community.

    Its id is the one it would have for somebody registered, so that nobody gets it twice.
    """
    identifier = owned(member.id, suffix_of(broadcast.event_id))
    return _message(broadcast, identifier, Kind.EVENT_DIGEST, now)


def _kind(broadcast: Broadcast, registration: EventRegistration) -> Kind | None:
    match broadcast.topic:
        case Topic.CHANGED:
            untold = registration.event_sequence < broadcast.sequence
            return Kind.EVENT_CHANGED if registration.coming and untold else None
        case Topic.CANCELLED:
            return Kind.EVENT_CANCELLED if registration.stands else None
        case Topic.REMINDER:
            return _reminder(broadcast, registration)
        case Topic.FREE_SEAT:
            its_line = registration.waits and registration.mode is broadcast.mode
            return Kind.EVENT_SEAT_FREE if its_line else None
        case Topic.SUMMARY:
            came = registration.status is RegistrationStatus.ATTENDED
            waited = registration.status is RegistrationStatus.WAITLISTED
            return Kind.EVENT_SUMMARY if came else None if waited else Kind.EVENT_DIGEST


def _reminder(broadcast: Broadcast, registration: EventRegistration) -> Kind | None:
    if registration.status is RegistrationStatus.WAITLISTED:
        return Kind.EVENT_WAITING if broadcast.waiting_too else None
    there = broadcast.online_only and registration.mode != "online"
    return Kind.EVENT_REMINDER if registration.assured and not there else None


def _message(broadcast: Broadcast, registration_id: str, kind: Kind, now: datetime) -> Message:
    return Message(
        id=owned(registration_id, broadcast.tail),
        kind=kind,
        due_at=now,
        next_at=now,
        booking_id=registration_id,
        sequence=broadcast.sequence,
        expires_at=broadcast.expires_at,
        begins_at=broadcast.begins_at,
    )


def _hours(delay: timedelta) -> int:
    return int(delay.total_seconds() // 3600)
