"""What everybody of an event must be told: one item now, a message each later, page by page."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from ..events.events import Event
from ..events.registrations import EventRegistration, RegistrationStatus
from ..ids import owned, subject_of, suffix_of, tail_of
from ..people.participants import Participant
from ..programme import Programme
from .messages import Kind, Message

LEASE = timedelta(minutes=5)
"""How long one worker may take over its pages: more than its function's timeout."""

SECOND_PASS = timedelta(minutes=5)
"""The list of who comes is an index, a moment late: those it did not show yet are told then."""


class Topic(StrEnum):
    CHANGED = "changed"
    CANCELLED = "cancelled"
    REMINDER = "reminder"
    SUMMARY = "summary"


@dataclass(frozen=True)
class Broadcast:
    """`id` is the event's, the topic and a number: so are those of its messages.

    `sequence` binds it to the event as it stood; `cursor` is the last person told; `passes` are
    those still to make; `to_community` once it has come to the community, after those registered.
    """

    id: str
    topic: Topic
    sequence: int
    next_at: datetime | None = None
    expires_at: datetime | None = None
    waiting_too: bool = False
    online_only: bool = False
    cursor: str = ""
    passes: int = 1
    to_community: bool = False
    correlation: str = ""
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
        """What it would say does not hold any more."""
        if self.topic is Topic.SUMMARY:
            return self.sequence != event.summaries
        if self.topic is Topic.CANCELLED:
            return event.cancelled_at is None
        over = self.expires_at is not None and now >= self.expires_at
        return over or self.sequence != event.sequence or not event.standing(now)

    def held(self, now: datetime) -> "Broadcast":
        return replace(self, next_at=now + LEASE)

    def released(self, now: datetime) -> "Broadcast":
        """Not finished: the sweep hands it over again."""
        return replace(self, next_at=now)

    def after_page(self, cursor: str | None, now: datetime) -> "Broadcast":
        """Where it stands once a page is told; `cursor` None after the last."""
        if cursor is not None:
            return replace(self, cursor=cursor)
        if self.topic is Topic.SUMMARY and not self.to_community and self.passes > 1:
            return replace(self, cursor="", to_community=True)
        if self.passes > 1:
            again = replace(self, cursor="", to_community=False, passes=self.passes - 1)
            return replace(again, next_at=now + SECOND_PASS)
        return self.done()

    def done(self) -> "Broadcast":
        return replace(self, next_at=None)


def of_change(event: Event, now: datetime) -> Broadcast:
    topic = Topic.CANCELLED if event.cancelled_at else Topic.CHANGED
    return Broadcast(owned(event.id, topic, event.sequence), topic, event.sequence, now, passes=2)


def of_summary(event: Event, now: datetime) -> Broadcast:
    number = event.summaries
    identifier = owned(event.id, Topic.SUMMARY, number)
    return Broadcast(identifier, Topic.SUMMARY, number, now, passes=2)


def of_reminders(event: Event, programme: Programme, now: datetime) -> list[Broadcast]:
    """One for each delay still ahead, each giving way to the next, the last to the start.

    The last one is for who is online alone, with the link; the one before also tells those who
    wait where they stand.
    """
    before = sorted(programme.event_reminders_before, reverse=True)
    delays = [*before, *([programme.event_link_before] if programme.event_link_before else [])]
    times = [event.starts_at - delay for delay in delays]
    ends = [*times, event.starts_at][1:]
    return [
        Broadcast(
            owned(event.id, f"{Topic.REMINDER}{_hours(delay)}h", event.sequence),
            Topic.REMINDER,
            event.sequence,
            at,
            expires_at=end,
            waiting_too=delay == min(before, default=None),
            online_only=delay == programme.event_link_before,
        )
        for delay, at, end in zip(delays, times, ends, strict=True)
        if at > now
    ]


def message_to(
    broadcast: Broadcast, registration: EventRegistration, now: datetime
) -> list[Message]:
    """What a broadcast tells one of those registered: a message, or nothing."""
    kind = _kind(broadcast, registration)
    return [_message(broadcast, registration.id, kind, now)] if kind else []


def message_to_member(broadcast: Broadcast, member: Participant, now: datetime) -> Message:
    """To the community: the same id as to who is registered, so that nobody has it twice."""
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
    )


def _hours(delay: timedelta) -> int:
    return int(delay.total_seconds() // 3600)
