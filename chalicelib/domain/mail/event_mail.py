"""Which message each change of a registration causes, and whether it still makes sense."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from ..events.events import Event
from ..events.registrations import EventRegistration, RegistrationStatus
from ..events.topics import TopicProposal
from ..ids import owned
from .messages import Kind, Message

NEWS = {
    RegistrationStatus.CONFIRMED: Kind.EVENT_CONFIRMED,
    RegistrationStatus.WAITLISTED: Kind.EVENT_WAITLISTED,
    RegistrationStatus.OFFERED: Kind.EVENT_OFFER,
    RegistrationStatus.CANCELLED: Kind.EVENT_LEFT,
}


@dataclass(frozen=True)
class Attendance:
    """What a mail about an event tells one person.

    `position` is theirs in line, 0 if unknown; `topic` is the topic that the mail is about.
    """

    event: Event
    registration: EventRegistration | None
    position: int = 0
    topic: TopicProposal | None = None

    @property
    def calendar_sequence(self) -> int:
        """A number that rises with each change of the event or of the registration."""
        return self.event.sequence + (self.registration.sequence if self.registration else 0)


def after_change(
    registration: EventRegistration, now: datetime, kind: Kind | None = None
) -> Message:
    """Return the message that tells the person how their registration now stands."""
    kind = kind or NEWS[registration.status]
    name = kind.value.removeprefix("event_").replace("_", "")
    return Message(
        id=owned(registration.id, name, registration.sequence),
        kind=kind,
        due_at=now,
        next_at=now,
        booking_id=registration.id,
        sequence=registration.sequence,
    )


def again_id(registration_id: str, now: datetime) -> str:
    """Return the id of a message that is sent at most once an hour."""
    return owned(registration_id, "again", f"{now:%Y%m%d%H}")


def told_again(registration: EventRegistration, now: datetime) -> Message:
    """Return the message that tells once more how a registration stands."""
    news = after_change(registration, now, NEWS.get(registration.status, Kind.EVENT_CONFIRMED))
    return replace(news, id=again_id(registration.id, now))


def summary_id(registration_id: str, event: Event) -> str:
    """Return the id of the message that tells a person about a published summary.

    It brings the summary, or the lighter digest (see `broadcasts`).
    """
    return owned(registration_id, "summary", event.summaries)


def late_summary_id(registration_id: str, event: Event) -> str:
    return owned(summary_id(registration_id, event), "late")


def late_summary(digest: Message, now: datetime) -> Message:
    """Return the message with the whole summary, for somebody who got the digest but did come."""
    return Message(
        id=owned(digest.id, "late"),
        kind=Kind.EVENT_SUMMARY,
        due_at=now,
        next_at=now,
        booking_id=digest.booking_id,
        sequence=digest.sequence,
    )


def why_unwanted(message: Message, attendance: Attendance | None, now: datetime) -> str:
    """Return a short code for why a message about an event must not leave, or "" if it may."""
    if attendance is None:
        return "event_gone"
    return _CHECKS[message.kind](message, attendance, now)


def _news(*statuses: RegistrationStatus) -> "Check":
    """Return a check: the registration is as it was told of, and the event is still to come."""

    def check(message: Message, about: Attendance, now: datetime) -> str:
        registration = about.registration
        if registration is None or registration.status not in statuses:
            return "registration_changed"
        if registration.sequence != message.sequence:
            return "registration_changed"
        return _passed(about.event, now)

    return check


def _of_event(*statuses: RegistrationStatus) -> "Check":
    """Return a check: the event is as it was told of, and the person still comes."""

    def check(message: Message, about: Attendance, now: datetime) -> str:
        if about.registration is None or about.registration.status not in statuses:
            return "registration_changed"
        if about.event.sequence != message.sequence:
            return "event_changed"
        return _passed(about.event, now)

    return check


def _cancelled(message: Message, about: Attendance, now: datetime) -> str:
    if about.event.cancelled_at is None:
        return "event_changed"
    gone = about.registration is None or not about.registration.stands
    return "registration_changed" if gone else ""


def _summary(message: Message, about: Attendance, now: datetime) -> str:
    return "" if about.event.summary else "event_changed"


def _topic(message: Message, about: Attendance, now: datetime) -> str:
    """Check that the team has not changed its decision on the topic since."""
    passed = _passed(about.event, now)
    if passed:
        return passed
    if about.registration is None or not about.registration.stands:
        return "registration_changed"
    other = about.topic is None or about.topic.sequence != message.sequence
    return "topic_changed" if other else ""


def _passed(event: Event, now: datetime) -> str:
    if event.cancelled_at is not None:
        return "event_cancelled"
    return "out_of_time" if event.begun(now) else ""


Check = Callable[[Message, Attendance, datetime], str]
_S = RegistrationStatus
_ASSURED = (_S.CONFIRMED, _S.ATTENDED, _S.ABSENT)

_CHECKS: dict[Kind, Check] = {
    Kind.EVENT_CONFIRMED: _news(*_ASSURED),
    Kind.EVENT_PROMOTED: _news(*_ASSURED),
    Kind.EVENT_SWITCHED: _news(*_ASSURED, _S.WAITLISTED),
    Kind.EVENT_WAITLISTED: _news(_S.WAITLISTED),
    Kind.EVENT_OFFER: _news(_S.OFFERED),
    Kind.EVENT_OFFER_LAPSED: _news(_S.CANCELLED),
    Kind.EVENT_LEFT: _news(_S.CANCELLED),
    Kind.EVENT_REMOVED: _news(_S.CANCELLED),
    Kind.EVENT_CHANGED: _of_event(*set(_S) - {_S.CANCELLED}),
    Kind.EVENT_REMINDER: _of_event(*_ASSURED),
    Kind.EVENT_WAITING: _of_event(_S.WAITLISTED),
    Kind.EVENT_CANCELLED: _cancelled,
    Kind.EVENT_SUMMARY: _summary,
    Kind.EVENT_DIGEST: _summary,
    Kind.TOPIC_CHOSEN: _topic,
    Kind.TOPIC_NOT_CHOSEN: _topic,
}

OF_EVENTS = frozenset(_CHECKS)
