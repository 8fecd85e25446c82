"""Which messages a request about what is held of somebody causes, and when."""

from dataclasses import replace
from datetime import datetime, timedelta

from ..ids import mark_of, owned
from ..people.privacy_requests import REMINDED_AFTER, PrivacyRequest
from ..programme import Programme
from . import by_day
from .messages import Kind, Message


def is_it_you(request: PrivacyRequest, now: datetime) -> Message:
    """Return the mail that asks, at the address that is known, whether it is that person."""
    identifier = owned(request.person_id, mark_of(request.id), "identity")
    return _of(request, identifier, Kind.PRIVACY_IDENTITY, now)


def copy_sent(request: PrivacyRequest, now: datetime) -> Message:
    """Return the mail that takes a copy of all that is held to where the person wants it."""
    identifier = owned(request.person_id, mark_of(request.id), "copy")
    return replace(_of(request, identifier, Kind.PRIVACY_COPY, now), to=request.recipient)


def reminders(request: PrivacyRequest, programme: Programme) -> list[Message]:
    """Return what the person in charge is told while a request waits, by day.

    These are written under the member who took the request: it may be nobody's whom we know.
    """
    return [
        replace(
            by_day.planned(_reminder(request, days), programme.sleep),
            to=programme.privacy_email,
        )
        for days in REMINDED_AFTER
    ]


def _reminder(request: PrivacyRequest, days: timedelta) -> Message:
    identifier = owned(request.recorded_by, mark_of(request.id), f"waits{days.days}")
    return _of(request, identifier, Kind.PRIVACY_WAITING, request.asked_at + days)


def _of(request: PrivacyRequest, identifier: str, kind: Kind, at: datetime) -> Message:
    return Message(id=identifier, kind=kind, due_at=at, next_at=at, booking_id=request.id)
