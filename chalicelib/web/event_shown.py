"""What the pages show of events: plain values for templates."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from .. import wiring
from ..adapters.calendars import event_entry, links_to_add
from ..domain.event_mail import Attendance
from ..domain.event_registrations import RegistrationStatus
from ..domain.events import Event, Mode
from ..domain.seats import Seats
from ..workflows.manage_events import Scheduled
from ..workflows.visit_event import Visit
from . import event_links, event_views
from .structured import script
from .views import local

SOON = timedelta(days=7)
"""How near an event comes first in one's space."""


def phase(event: Event, now: datetime) -> str:
    """Where an event is in its life, for who would like to come."""
    stages = {
        "cancelled": event.cancelled_at is not None,
        "over": now >= event.ends_at,
        "live": event.begun(now),
        "soon": event.opens_at is not None and now < event.opens_at,
        "closed": now >= event.registration_ends_at,
    }
    return next((name for name, reached in stages.items() if reached), "open")


def seats(event: Event, seats: Seats) -> dict[str, Any]:
    """Of each mode, with how many are taken."""
    shown = event_views.seats(event, seats)
    return {
        mode: {**places, "taken": seats.places[Mode(mode)].taken} for mode, places in shown.items()
    }


def reached(seats: Seats) -> int:
    """How many people hear of what becomes of the event."""
    return sum(places.taken + places.waiting for places in seats.places.values())


def listed(scheduled: Scheduled) -> dict[str, Any]:
    """One line of a list."""
    event = scheduled.event
    return {
        "event": event,
        "phase": phase(event, wiring.now()),
        "seats": seats(event, scheduled.seats),
    }


def months(entries: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Lines of a list by month, as the calendar of the programme's zone has them."""
    zone = ZoneInfo(wiring.programme().zone)
    found: list[dict[str, Any]] = []
    for entry in entries:
        first = entry["event"].starts_at.astimezone(zone).date().replace(day=1)
        if not found or found[-1]["month"] != first:
            found.append({"month": first, "entries": []})
        found[-1]["entries"].append(entry)
    return found


def public(visit: Visit) -> dict[str, Any]:
    """An event's own page."""
    event, templates = visit.event, wiring.templates()
    if not _open_to(visit):
        event = replace(event, summary="", replay_url="")
    return {
        "event": event,
        "phase": phase(event, wiring.now()),
        "seats": seats(event, visit.seats),
        "themes": [t for t in map(wiring.themes().get, event.themes) if t],
        "participant": visit.participant,
        "mine": attending(visit) if visit.registration else None,
        "description": templates.markdown(event.description),
        "summary": templates.markdown(event.summary),
        "structured": script(structured(event, visit.seats)) if event.public else "",
    }


def _open_to(visit: Visit) -> bool:
    """Whether what was said there is for who looks: of the programme, or registered for it."""
    person = visit.participant
    member = person is not None and not person.profile.guest
    return visit.event.public or member or visit.registration is not None


def of_space(found: Iterable[Visit]) -> dict[str, Any]:
    """Those to come, soonest first; those that are over or that one left, last first. The offer
    that waits for an answer, and the next one that one comes to within a week: they come first."""
    mine = [attending(visit) for visit in found]
    coming = [m for m in mine if m["status"] != "cancelled" and not _over(m["event"])]
    rest = [m for m in reversed(mine) if m not in coming]
    soon = wiring.now() + SOON
    return {
        "events_to_come": coming,
        "past_events": rest,
        "offer": next((m for m in coming if m["status"] == "offered"), None),
        "next_event": next(
            (m for m in coming if m["assured"] and m["event"].starts_at <= soon), None
        ),
    }


def attending(visit: Visit) -> dict[str, Any]:
    """One's own registration: what stands, and what one may do about it."""
    event, registration = visit.event, visit.registration
    assert registration is not None  # noqa: S101 - of those who have one
    other = next((mode for mode in event.modes if mode is not registration.mode), None)
    called_off = event.cancelled_at is not None and registration.coming
    status = RegistrationStatus.CANCELLED if called_off else registration.status
    return {
        "event": event,
        "id": registration.id,
        "mode": registration.mode.value,
        "status": _SHOWN_AS.get((status, event.begun(wiring.now())), status).value,
        "assured": registration.assured,
        "over": _over(event),
        "position": visit.position,
        "confirm_by": registration.next_at,
        "lapsed": bool(registration.confirm_by) and not registration.stands,
        "can_change": event.standing(wiring.now()) and registration.coming,
        "other": other.value if other else "",
        "other_free": visit.seats.free(other) if other else 0,
        **ways_in(visit),
        "calendar": _calendar(visit) if status is RegistrationStatus.CONFIRMED else None,
    }


_SHOWN_AS = {(RegistrationStatus.ABSENT, False): RegistrationStatus.CONFIRMED}
"""Nobody was absent from what has not begun: a mark made too early takes no seat away."""


def ways_in(visit: Visit) -> dict[str, str]:
    """For a confirmed seat, until the end: the link that joins online, or the room's ticket."""
    event, registration, person = visit.event, visit.registration, visit.participant
    none = {"join_url": "", "ticket_url": ""}
    if event.cancelled_at is not None or _over(event):
        return none
    if person is None or registration is None or not registration.assured:
        return none
    if registration.mode is Mode.IN_PERSON:
        return {**none, "ticket_url": event_links.ticket_url(registration, person)}
    if not event.online_url:
        return none
    return {**none, "join_url": event_links.join_url(registration, person)}


def structured(event: Event, seats: Seats) -> dict[str, Any]:
    """Of schema.org, for search engines and calendars. The link to join is not in it."""
    address = f"{wiring.settings().site_url}/evenements/{event.id}"
    organiser = {"@type": "Organization", "name": wiring.programme().organisation}
    free = any(seats.free(mode) for mode in event.modes)
    stock = "InStock" if free else "SoldOut"
    places: list[dict[str, Any]] = []
    if Mode.IN_PERSON in event.modes:
        room = {"name": event.venue, "address": event.venue_address}
        places.append({"@type": "Place", **{name: text for name, text in room.items() if text}})
    if Mode.ONLINE in event.modes:
        places.append({"@type": "VirtualLocation", "url": address})
    standing = "EventCancelled" if event.cancelled_at else "EventScheduled"
    return {
        "@type": "Event",
        "name": event.title,
        "startDate": local(event.starts_at),
        "endDate": local(event.ends_at),
        "eventStatus": f"https://schema.org/{standing}",
        "eventAttendanceMode": f"https://schema.org/{_ATTENDANCE[event.mode.value]}",
        "location": places if len(places) > 1 else places[0],
        "inLanguage": event.language,
        "isAccessibleForFree": True,
        "organizer": organiser,
        "url": address,
        "offers": {
            "@type": "Offer",
            "price": 0,
            "priceCurrency": "CAD",
            "availability": f"https://schema.org/{stock}",
            "url": address,
        },
    }


_ATTENDANCE = {
    "online": "OnlineEventAttendanceMode",
    "in_person": "OfflineEventAttendanceMode",
    "hybrid": "MixedEventAttendanceMode",
}


def _over(event: Event) -> bool:
    return event.ends_at <= wiring.now()


def _calendar(visit: Visit) -> dict[str, str]:
    attendance = Attendance(visit.event, visit.registration)
    return links_to_add(event_entry(attendance, wiring.programme()))
