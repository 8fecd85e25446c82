"""The team at the door, with a phone: one code or one name, one button.

Each form carries all it needs, a form sent twice counts once, and the page after it is reached by
GET: a bad network costs nothing but time.
"""

from typing import Any
from urllib.parse import quote

from chalice.app import Request, Response

from ... import asking, wiring
from ...adapters.links import Purpose
from ...domain.errors import NotFound, Unauthenticated
from ...domain.events.check_ins import Verdict, door_of, door_opens_at
from ...domain.events.events import Mode
from ...domain.ids import event_of, is_event, is_shaped
from ...domain.people.names import heard, is_called
from ...workflows.events.check_in import Arrival, Door, check_in, read_arrival, read_door
from ..http import forms, requests, responses
from ..http.paths import event_of_path, registration_of_path
from . import links as event_links

DOOR_COOKIE = "brigade_accueil"

SHOWN = 60
"""People on one page: to find others, the team searches by name."""

A_DAY = 12 * 60 * 60


def presence_page(request: Request) -> Response:
    """Show what the camera opens: a name and a button. Changes nothing."""
    token = requests.query(request, "jeton")
    about = _read(token)
    try:
        caller = requests.staff_caller(request)
    except Unauthenticated:
        if about is None:
            raise
        return responses.page("events/ticket_code", 401)  # a participant tries their own code
    if about is None:
        return _unreadable_page(request)
    registration_id, epoch = about
    here = requests.cookie(request, DOOR_COOKIE)
    arrival = wiring.run(read_arrival, caller, registration_id, epoch, here)
    return _presence_page(arrival, token, requests.query(request, "fait") == "oui")


def submit_presence(request: Request) -> Response:
    caller, fields = requests.staff_caller(request), requests.form(request)
    token = forms.first(fields, "jeton")
    about = _read(token)
    if about is None:
        return _unreadable_page(request)
    registration_id, epoch = about
    here = requests.cookie(request, DOOR_COOKIE)
    arrival = wiring.run(check_in, caller, registration_id, epoch, here)
    done = "&fait=oui" if arrival.verdict is Verdict.WELCOME else ""
    return responses.redirect(f"/equipe/presences?jeton={quote(token)}{done}")


def door_page(request: Request, event_id: str) -> Response:
    """Show the people of an event, to find by name.

    A cookie remembers the event whose door this phone is at, so that a ticket for another event is
    noticed.
    """
    caller, identifier = requests.staff_caller(request), event_of_path(event_id)
    door: Door = wiring.run(read_door, caller, identifier)
    wanted = requests.query(request, "nom")[:80]
    found = _found(door, wanted)
    return responses.page(
        "events/team/door",
        headers={"Set_Cookie": [responses.set_cookie(DOOR_COOKIE, identifier, A_DAY, "/equipe")]},
        door=door,
        wanted=wanted,
        shown=found[:SHOWN],
        more=len(found) - SHOWN,
        done=_just_marked(door, requests.query(request, "fait")),
        again=requests.query(request, "deja") == "oui",
        verdict=door_of(door.event, wiring.programme(), wiring.now()),
        opens_at=door_opens_at(door.event, wiring.programme()),
    )


def submit_arrival(request: Request, event_id: str) -> Response:
    caller, identifier = requests.staff_caller(request), event_of_path(event_id)
    fields = requests.form(request)
    registration_id = registration_of_path(forms.first(fields, "inscription"))
    if event_of(registration_id) != identifier:
        raise NotFound
    arrival = wiring.run(check_in, caller, registration_id, None, identifier)
    if arrival.verdict not in (Verdict.WELCOME, Verdict.PRESENT):
        return _presence_page(arrival, "", False)
    again = "&deja=oui" if arrival.verdict is Verdict.PRESENT else ""
    return responses.redirect(
        f"/equipe/evenements/{identifier}/accueil?fait={registration_id}{again}"
    )


def _read(token: str) -> tuple[str, int] | None:
    """Return the registration of a code and its epoch; None if it is no code of ours."""
    try:
        return event_links.read(Purpose.PRESENCE, token)
    except Unauthenticated:
        return None


def _unreadable_page(request: Request) -> Response:
    here = requests.cookie(request, DOOR_COOKIE)
    here = here if is_shaped(here) and is_event(here) else ""
    return responses.page("events/team/unreadable", 404, here=here)


def _presence_page(arrival: Arrival, token: str, done: bool) -> Response:
    opens_at = door_opens_at(arrival.event, wiring.programme())
    asking.about.set(arrival.person.id)
    return responses.page(
        "events/team/presence", arrival=arrival, token=token, done=done, opens_at=opens_at
    )


def _found(door: Door, wanted: str) -> list[dict[str, Any]]:
    """Return the people whose name has these words; those in the room first, then by name.

    Without words, everybody.
    """
    entries: list[dict[str, Any]] = [
        {"registration": each, "person": door.people[each.participant_id]}
        for each in door.registrations
        if each.participant_id in door.people
    ]
    found = (entry for entry in entries if is_called(_name(entry), wanted))
    return sorted(found, key=_order)


def _name(entry: dict[str, Any]) -> str:
    return str(entry["person"].profile.full_name)


def _order(entry: dict[str, Any]) -> tuple[bool, bool, str]:
    registration = entry["registration"]
    return registration.mode is not Mode.IN_PERSON, registration.attended, heard(_name(entry))


def _just_marked(door: Door, registration_id: str) -> dict[str, Any] | None:
    return next((e for e in _found(door, "") if e["registration"].id == registration_id), None)
