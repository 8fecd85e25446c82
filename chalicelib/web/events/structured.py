"""An event described for machines: schema.org in JSON-LD."""

from typing import Any

from ... import wiring
from ...domain.events.events import Event, Mode
from ...domain.events.phases import Phase, phase_of
from ...domain.events.seats import Seats
from ..http.times import local


def event(event: Event, seats: Seats) -> dict[str, Any]:
    """Describe an event for search engines and calendars, without the link to join."""
    address = f"{wiring.settings().site_url}/evenements/{event.id}"
    organiser = {"@type": "Organization", "name": wiring.programme().organisation}
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
        **_offered(event, seats, address),
    }


def _offered(event: Event, seats: Seats, address: str) -> dict[str, Any]:
    """Return the offer of a seat, while one may ask for it or will."""
    phase = phase_of(event, wiring.now())
    if phase not in (Phase.SOON, Phase.OPEN):
        return {}
    free = any(seats.free(mode) for mode in event.modes)
    offer = {
        "@type": "Offer",
        "price": 0,
        "priceCurrency": "CAD",
        "availability": f"https://schema.org/{'InStock' if free else 'SoldOut'}",
        "url": address,
    }
    if event.opens_at is not None:
        offer["validFrom"] = local(event.opens_at)
    return {"offers": offer}


_ATTENDANCE = {
    "online": "OnlineEventAttendanceMode",
    "in_person": "OfflineEventAttendanceMode",
    "hybrid": "MixedEventAttendanceMode",
}
