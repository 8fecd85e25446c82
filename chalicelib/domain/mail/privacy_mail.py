"""Which messages a request about what is held of somebody causes, and when."""

from dataclasses import replace
from datetime import datetime, timedelta

from ..ids import mark_of, owned
from ..people.privacy_requests import REMINDED_AT, PrivacyRequest
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
            by_day.planned(_reminder(request, number, part), programme.sleep),
            to=programme.privacy_email,
        )
        for number, part in enumerate(REMINDED_AT, 1)
    ]


def _reminder(request: PrivacyRequest, number: int, part: float) -> Message:
    identifier = owned(request.recorded_by, mark_of(request.id), f"waits{number}")
    at = request.asked_at + timedelta(days=round(part * (request.due_at - request.asked_at).days))
    return _of(request, identifier, Kind.PRIVACY_WAITING, at)


def _of(request: PrivacyRequest, identifier: str, kind: Kind, at: datetime) -> Message:
    return Message(id=identifier, kind=kind, due_at=at, next_at=at, booking_id=request.id)
