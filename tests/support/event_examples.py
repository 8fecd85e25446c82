"""Ordinary events and registrations; each test changes what it is about."""

from datetime import datetime
from typing import Any

from chalicelib.domain.events.events import Event, EventKind, EventMode, Mode
from chalicelib.domain.events.registrations import EventRegistration, RegistrationStatus
from chalicelib.domain.events.seats import Places, Seats
from chalicelib.domain.events.topics import TopicProposal, TopicStatus
from chalicelib.domain.mail.about import AboutAttendance
from chalicelib.domain.mail.kinds import KINDS
from chalicelib.domain.mail.messages import Kind

from .examples import DAY, HOUR, NOW, PARTICIPANT_ID

EVENT_ID, REGISTRATION_ID = "ev-v7e1", f"{PARTICIPANT_ID}-v7e1"
EVENT_AT = NOW + 20 * DAY

OF_EVENTS = frozenset(kind for kind, row in KINDS.items() if row.about == (AboutAttendance,))
"""The kinds of mail about an event, and not about the session that it counts for."""

STATUSES = {
    Kind.EVENT_WAITLISTED: RegistrationStatus.WAITLISTED,
    Kind.EVENT_WAITING: RegistrationStatus.WAITLISTED,
    Kind.EVENT_OFFER: RegistrationStatus.OFFERED,
    Kind.EVENT_OFFER_LAPSED: RegistrationStatus.WAITLISTED,
    Kind.EVENT_SEAT_FREE: RegistrationStatus.WAITLISTED,
    Kind.EVENT_LEFT: RegistrationStatus.CANCELLED,
    Kind.EVENT_REMOVED: RegistrationStatus.CANCELLED,
    Kind.EVENT_SUMMARY: RegistrationStatus.ATTENDED,
    Kind.EVENT_DIGEST: RegistrationStatus.ABSENT,
}
"""Of the registration that a mail is about, when it is wanted; confirmed for the others."""


def event(starts_at: datetime = EVENT_AT, **changes: Any) -> Event:
    """A hybrid cohort of ninety minutes."""
    fields: dict[str, Any] = {
        "id": EVENT_ID,
        "title": "Cohorte",
        "kind": EventKind.COHORT,
        "themes": ("decouvrabilite",),
        "starts_at": starts_at,
        "ends_at": starts_at + 1.5 * HOUR,
        "mode": EventMode.HYBRID,
    }
    return Event(**{**fields, **changes})


def registration(**changes: Any) -> EventRegistration:
    fields: dict[str, Any] = {
        "id": REGISTRATION_ID,
        "mode": Mode.ONLINE,
        "status": RegistrationStatus.CONFIRMED,
        "ticket": 3,
        "registered_at": NOW,
    }
    return EventRegistration(**{**fields, **changes})


def seats(**changes: Any) -> Seats:
    fields: dict[str, Any] = {
        "id": EVENT_ID,
        "starts_at": EVENT_AT,
        "closes_at": EVENT_AT,
        "places": {Mode.ONLINE: Places(2)},
    }
    return Seats(**{**fields, **changes})


def attendance(kind: Kind, **changes: Any) -> AboutAttendance:
    """What a mail of that kind is about, when it is wanted."""
    status = STATUSES.get(kind, RegistrationStatus.CONFIRMED)
    about = {
        "cancelled_at": NOW if kind is Kind.EVENT_CANCELLED else None,
        "summary": "# Bilan\n\nTrois idées.",
    }
    held = registration(status=status, confirm_by=NOW + DAY)
    decided = TopicStatus.CHOSEN if kind is Kind.TOPIC_CHOSEN else TopicStatus.NOT_CHOSEN
    topic = TopicProposal(f"{EVENT_ID}-{PARTICIPANT_ID}", "Mon <site>", "", NOW, decided)
    one_free = seats(places={Mode.ONLINE: Places(2, taken=1, waiting=1)})
    return AboutAttendance(event(**{**about, **changes}), held, 4, topic, one_free)
