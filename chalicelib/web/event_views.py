"""What the API shows of events and of their registrations."""

from datetime import datetime
from typing import Any

from ..domain.event_registrations import EventRegistration, RegistrationStatus
from ..domain.events import Event
from ..domain.seats import Seats
from ..workflows.manage_events import Roster, Scheduled
from ..workflows.seating import Placed
from .views import local, who


def event(scheduled: Scheduled) -> dict[str, Any]:
    """As anybody may see it: without the link to join; what was said and shown there is for the
    programme's people if it was."""
    shown = {**_facts(scheduled.event), "seats": seats(scheduled.event, scheduled.seats)}
    return shown if scheduled.event.public else {**shown, "summary": "", "replay_url": ""}


def staff_event(scheduled: Scheduled) -> dict[str, Any]:
    shown = scheduled.event
    return {
        **_facts(shown),
        "seats": seats(shown, scheduled.seats),
        "online_url": shown.online_url,
        "sequence": shown.sequence,
    }


def seats(event: Event, seats: Seats) -> dict[str, Any]:
    """Of the modes it has; what is freed is the line's, so that none remains while some wait."""
    return {
        mode.value: {
            "capacity": places.capacity,
            "remaining": places.free if event.cancelled_at is None else 0,
            "waiting": places.waiting,
        }
        for mode, places in sorted(seats.places.items())
    }


def status(registration: EventRegistration, event: Event | None = None) -> str:
    """An offer is still a place in line; nobody comes to an event that is cancelled."""
    if event is not None and event.cancelled_at is not None and registration.coming:
        return RegistrationStatus.CANCELLED.value
    offered = registration.status is RegistrationStatus.OFFERED
    return RegistrationStatus.WAITLISTED.value if offered else registration.status.value


def placed(placed: Placed) -> dict[str, Any]:
    """As the one who asked sees it."""
    registration = placed.registration
    shown: dict[str, Any] = {
        "id": registration.id,
        "event_id": registration.event_id,
        "status": status(registration),
        "mode": registration.mode.value,
    }
    if placed.position:
        shown["position"] = placed.position
    if registration.next_at:
        shown["confirm_by"] = local(registration.next_at)
    return shown


def registration(registration: EventRegistration, event: Event | None) -> dict[str, Any]:
    """In a participant's space."""
    return {
        "id": registration.id,
        "event_id": registration.event_id,
        "mode": registration.mode.value,
        "status": status(registration, event),
        "title": event.title if event else "",
        "starts_at": _moment(event.starts_at if event else None),
        "ends_at": _moment(event.ends_at if event else None),
        "confirm_by": _moment(registration.next_at),
    }


def roster(roster: Roster) -> dict[str, Any]:
    """An event with who comes, for the team."""
    return {
        **staff_event(Scheduled(roster.event, roster.seats)),
        "registrations": [
            {
                "id": each.id,
                "mode": each.mode.value,
                "status": status(each, roster.event),
                "participant": who(roster.people.get(each.participant_id)),
            }
            for each in roster.registrations
        ],
    }


def _facts(event: Event) -> dict[str, Any]:
    return {
        "id": event.id,
        "title": event.title,
        "kind": event.kind.value,
        "themes": list(event.themes),
        "starts_at": local(event.starts_at),
        "ends_at": local(event.ends_at),
        "mode": event.mode.value,
        "venue": event.venue,
        "venue_address": event.venue_address,
        "venue_access": event.venue_access,
        "public": event.public,
        "registration_opens_at": _moment(event.opens_at),
        "registration_closes_at": _moment(event.closes_at),
        "description": event.description,
        "language": event.language,
        "accessibility": event.accessibility,
        "speakers": list(event.speakers),
        "replay_url": event.replay_url,
        "summary": event.summary,
        "series": event.series,
        "cancelled": event.cancelled_at is not None,
    }


def _moment(moment: datetime | None) -> str | None:
    return local(moment) if moment else None
