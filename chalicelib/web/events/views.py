"""Values of events and registrations, for the API and for the pages that show them."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from ... import wiring
from ...adapters.mail.calendars import event_entry, links_to_add
from ...domain.events import offers
from ...domain.events.attestations import attests
from ...domain.events.events import Event, Mode
from ...domain.events.giving_way import kept_until
from ...domain.events.readers import as_read_by
from ...domain.events.registrations import EventRegistration, RegistrationStatus
from ...domain.events.seats import Seats, about
from ...workflows.events.manage_events import Roster, Scheduled
from ...workflows.events.seating import Placed
from ...workflows.events.visit_event import Visit
from ..http.times import local, local_or_none
from ..people import views as people
from . import links as event_links

SOON = timedelta(days=7)
"""How near an event has to be to come first in a participant's space."""


def event(scheduled: Scheduled, exactly: bool = False) -> dict[str, Any]:
    """Return an event as anybody may see it, without the link to join; its seats `exactly`, or not.

    Summary and replay are left out where they are for the programme's people alone.
    """
    told = as_read_by(scheduled.event)
    held = seats(told, scheduled.seats)
    return {**_facts(told), "seats": held if exactly else for_strangers(held)}


def staff_event(scheduled: Scheduled) -> dict[str, Any]:
    shown = scheduled.event
    return {
        **_facts(shown),
        "seats": seats(shown, scheduled.seats),
        "online_url": shown.online_url,
        "sequence": shown.sequence,
    }


def seats(event: Event, seats: Seats) -> dict[str, Any]:
    """Return the seats of each mode.

    A freed seat goes to the line: none remains while somebody waits.
    """
    return {
        mode.value: {
            "capacity": places.capacity,
            "remaining": places.free if event.cancelled_at is None else 0,
            "waiting": places.waiting,
        }
        for mode, places in sorted(seats.places.items())
    }


def for_strangers(held: dict[str, Any]) -> dict[str, Any]:
    """Return seats as others than the team are told them: about how many remain."""
    return {mode: {**each, "remaining": about(each["remaining"])} for mode, each in held.items()}


def status(registration: EventRegistration, event: Event | None = None) -> str:
    """Return a registration's status: an offer is a place in line, a cancelled event cancels it."""
    if event is not None and registration.called_off(event):
        return RegistrationStatus.CANCELLED.value
    offered = registration.status is RegistrationStatus.OFFERED
    return RegistrationStatus.WAITLISTED.value if offered else registration.status.value


def placed(placed: Placed) -> dict[str, Any]:
    """Return a registration as the person who made it sees it."""
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
    """Return a registration as a participant's space tells it."""
    return {
        "id": registration.id,
        "event_id": registration.event_id,
        "mode": registration.mode.value,
        "status": status(registration, event),
        "title": event.title if event else "",
        "starts_at": local_or_none(event.starts_at if event else None),
        "ends_at": local_or_none(event.ends_at if event else None),
        "confirm_by": local_or_none(registration.next_at),
    }


def roster(roster: Roster) -> dict[str, Any]:
    """Return an event with its registrations, for the team."""
    return {
        **staff_event(Scheduled(roster.event, roster.seats)),
        "registrations": [
            {
                "id": each.id,
                "mode": each.mode.value,
                "status": status(each, roster.event),
                "participant": people.who(roster.people.get(each.participant_id)),
            }
            for each in roster.registrations
        ],
    }


def seats_taken(event: Event, held: Seats) -> dict[str, Any]:
    """Return the seats of each mode, with the number taken: for pages."""
    return {
        mode: {**places, "taken": held.places[Mode(mode)].taken}
        for mode, places in seats(event, held).items()
    }


def of_space(found: Iterable[Visit]) -> dict[str, Any]:
    """Return a participant's registrations, as their space shows them.

    Those to come, soonest first; those that are over or cancelled, latest first. A seat that
    waits for an answer, and a confirmed event within a week, come before all.
    """
    mine = [attending(visit) for visit in found]
    coming = [m for m in mine if m["status"] != "cancelled" and not m["over"]]
    rest = [m for m in reversed(mine) if m not in coming]
    soon = wiring.now() + SOON
    return {
        "events_to_come": coming,
        "past_events": rest,
        "offer": next((m for m in coming if m["status"] == "offered" or m["may_take"]), None),
        "next_event": next(
            (m for m in coming if m["assured"] and m["event"].starts_at <= soon), None
        ),
    }


def attending(visit: Visit) -> dict[str, Any]:
    """Return a participant's registration: its status, and what they may do about it."""
    event, registration = visit.event, visit.registration
    assert registration is not None  # noqa: S101 - of those who have one
    other = next((mode for mode in event.modes if mode is not registration.mode), None)
    called_off, now = registration.called_off(event), wiring.now()
    kept = _kept_until(visit)
    status = RegistrationStatus.CANCELLED if called_off else registration.status
    return {
        "event": event,
        "id": registration.id,
        "mode": registration.mode.value,
        "status": _SHOWN_AS.get((status, event.begun(now)), status).value,
        "assured": registration.assured,
        "over": event.over(now),
        "attested": attests(event, registration, now),
        "position": visit.position,
        "confirm_by": registration.next_at,
        "kept_until": kept,
        "kept": kept is not None and kept > now,
        "lapsed": bool(registration.confirm_by) and not registration.stands,
        "may_take": offers.may_take(registration, visit.seats, event, wiring.programme(), now),
        "begins_early": offers.begins_early(event, wiring.programme()),
        "can_change": registration.changeable(event, now),
        "other": other.value if other else "",
        "other_free": visit.seats.free(other) if other else 0,
        **ways_in(visit),
        "calendar": _calendar(visit) if status is RegistrationStatus.CONFIRMED else None,
    }


def _kept_until(visit: Visit) -> datetime | None:
    """Return until when a seat is kept for its address to be proven; None if nothing waits."""
    person, registration = visit.participant, visit.registration
    if registration is None or person is None or person.proven:
        return None
    return kept_until(registration, wiring.programme())


_SHOWN_AS = {(RegistrationStatus.ABSENT, False): RegistrationStatus.CONFIRMED}
"""A mark of absence made before the start takes no seat away."""


def ways_in(visit: Visit) -> dict[str, str]:
    """Return the ways in of a confirmed seat until the end: link to join, or entry ticket."""
    event, registration, person = visit.event, visit.registration, visit.participant
    none = {"join_url": "", "ticket_url": ""}
    if person is None or registration is None or not registration.lets_in(event, wiring.now()):
        return none
    if registration.mode is Mode.IN_PERSON:
        return {**none, "ticket_url": event_links.ticket_url(registration, person)}
    if not event.online_url:
        return none
    return {**none, "join_url": event_links.join_url(registration, person)}


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
        "registration_opens_at": local_or_none(event.opens_at),
        "registration_closes_at": local_or_none(event.closes_at),
        "description": event.description,
        "language": event.language,
        "accessibility": event.accessibility,
        "speakers": list(event.speakers),
        "replay_url": event.replay_url,
        "summary": event.summary,
        "series": event.series,
        "cancelled": event.cancelled_at is not None,
    }


def _calendar(visit: Visit) -> dict[str, str]:
    return links_to_add(event_entry(visit.event, visit.registration, wiring.programme()))
