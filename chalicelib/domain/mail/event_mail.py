"""Which message each change of a registration causes."""

from dataclasses import replace
from datetime import datetime

from ..events.events import Event
from ..events.registrations import EventRegistration, RegistrationStatus
from ..ids import owned
from .messages import Kind, Message, Origin

NEWS = {
    RegistrationStatus.CONFIRMED: Kind.EVENT_CONFIRMED,
    RegistrationStatus.WAITLISTED: Kind.EVENT_WAITLISTED,
    RegistrationStatus.OFFERED: Kind.EVENT_OFFER,
    RegistrationStatus.CANCELLED: Kind.EVENT_LEFT,
}


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
    """Return the message that tells once more how a registration stands, as anybody may ask."""
    news = after_change(registration, now, NEWS.get(registration.status, Kind.EVENT_CONFIRMED))
    return replace(news, id=again_id(registration.id, now), origin=Origin.STRANGER)


def after_correction(
    registration: EventRegistration,
    epoch: int,
    now: datetime,
    origin: Origin = Origin.STRANGER,
) -> Message:
    """Return the same, for an address that is corrected: what was told before went elsewhere.

    `epoch` is that of the person's links, which each correction raises.
    """
    again = told_again(registration, now)
    return replace(again, id=owned(registration.id, "corrected", epoch), origin=origin)


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
