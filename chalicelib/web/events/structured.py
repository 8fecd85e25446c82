"""An event described for machines: schema.org in JSON-LD."""

from typing import Any

from ... import wiring
from ...domain.events.events import Event, Mode
from ...domain.events.seats import Seats
from ..http.times import local


def event(event: Event, seats: Seats) -> dict[str, Any]:
    """Describe an event for search engines and calendars, without the link to join."""
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
