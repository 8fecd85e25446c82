"""What the pages show of events: plain values for templates."""

from collections.abc import Iterable
from typing import Any

from ... import wiring
from ...domain.events.phases import phase_of
from ...domain.events.readers import as_read_by
from ...workflows.events.manage_events import Scheduled
from ...workflows.events.visit_event import Visit
from ..http.times import zone
from . import views as event_views


def listed(scheduled: Scheduled) -> dict[str, Any]:
    """Return an event's line in the team's list."""
    event = scheduled.event
    return {
        "event": event,
        "phase": phase_of(event, wiring.now()),
        "seats": event_views.seats_taken(event, scheduled.seats),
    }


def listed_for_all(scheduled: Scheduled) -> dict[str, Any]:
    """Return an event's line in the list that anybody sees."""
    line = listed(scheduled)
    return {**line, "seats": event_views.for_strangers(line["seats"])}


def months(entries: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Group the lines of a list by month, in the programme's zone."""
    found: list[dict[str, Any]] = []
    for entry in entries:
        first = entry["event"].starts_at.astimezone(zone()).date().replace(day=1)
        if not found or found[-1]["month"] != first:
            found.append({"month": first, "entries": []})
        found[-1]["entries"].append(entry)
    return found


def public(visit: Visit) -> dict[str, Any]:
    """Return the values of an event's own page."""
    event = as_read_by(visit.event, visit.participant, visit.registration)
    templates = wiring.templates()
    return {
        "event": event,
        "phase": phase_of(event, wiring.now()),
        "seats": event_views.for_strangers(event_views.seats(event, visit.seats)),
        "rank": _rank(visit),
        "themes": [t for t in map(wiring.themes().get, event.themes) if t],
        "participant": visit.participant,
        "mine": event_views.attending(visit) if visit.registration else None,
        "description": templates.markdown(event.description, under=1),
        "summary": templates.markdown(event.summary),
        "structured": _structured(visit) if event.public else "",
    }


def _rank(visit: Visit) -> dict[str, int]:
    """Return the rank that a participant would have in each mode's line; strangers have none."""
    if visit.participant is None:
        return {}
    return {
        mode.value: places.waiting + 1 - visit.behind.get(mode, 0)
        for mode, places in visit.seats.places.items()
    }


def _structured(visit: Visit) -> str:
    from ..http.formats.structured import script
    from . import structured

    return script(structured.event(visit.event, visit.seats))
