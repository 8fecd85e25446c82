"""The API of events and of their registrations, for the public and for participants."""

from contextlib import suppress

from chalice.app import Request, Response

from ... import wiring
from ...domain.errors import DomainError
from ...domain.people.addresses import address_key
from ...workflows.events.change_registration import accept_offer, leave_event, switch_mode
from ...workflows.events.manage_events import read_event, upcoming_events
from ...workflows.events.register_for_event import (
    GuestRequest,
    SeatRequest,
    register_for_event,
    register_guest,
)
from ...workflows.people.open_sessions import is_let_in
from ..http import requests, responses
from ..http.guarding import limits
from ..http.parsing import parse
from ..http.paths import event_of_path, registration_of_path
from . import views as event_views


def list_events(request: Request) -> Response:
    found, exactly = wiring.run(upcoming_events), _of_team(request)
    return responses.as_json({"events": [event_views.event(each, exactly) for each in found]})


def get_event(request: Request, event_id: str) -> Response:
    found = wiring.run(read_event, event_of_path(event_id))
    return responses.as_json(event_views.event(found, _of_team(request)))


def _of_team(request: Request) -> bool:
    """Return whether a member of the team asks; whoever else has a token is told as anybody."""
    with suppress(DomainError):
        caller = requests.api_caller(request)
        return caller.staff and bool(wiring.run(is_let_in, caller))
    return False


def post_event_registration(request: Request, event_id: str) -> Response:
    """Register by personal link, or without an account: then anybody gets the same answer."""
    if "authorization" in request.headers:
        return _register(request, event_id)
    return _register_guest(request, event_of_path(event_id))


def patch_event_registration(request: Request, registration_id: str) -> Response:
    from .models import SeatBody

    caller = requests.api_caller(request)
    mode = parse(SeatBody, requests.body(request)).mode
    placed = wiring.run(switch_mode, caller, registration_of_path(registration_id), mode)
    return responses.as_json(event_views.placed(placed))


def delete_event_registration(request: Request, registration_id: str) -> Response:
    caller = requests.api_caller(request)
    wiring.run(leave_event, caller, registration_of_path(registration_id))
    return responses.json_text(204, "")


def confirm_event_registration(request: Request, registration_id: str) -> Response:
    caller = requests.api_caller(request)
    once = requests.once(request, caller.person_id, 200, event_views.placed)
    identifier = registration_of_path(registration_id)
    return responses.answer(once, wiring.run(accept_offer, caller, identifier, once))


def _register(request: Request, event_id: str) -> Response:
    from .models import SeatBody

    caller = requests.api_caller(request)
    once = requests.once(request, caller.person_id, 201, event_views.placed)
    mode = parse(SeatBody, requests.body(request)).mode
    wanted = SeatRequest(caller, event_of_path(event_id), mode)
    return responses.answer(once, wiring.run(register_for_event, wanted, once))


def _register_guest(request: Request, event_id: str) -> Response:
    from .models import GuestSeatBody

    requests.idempotency_key(request)
    body = parse(GuestSeatBody, requests.body(request))
    limits.count(request, body.email)
    once = requests.once(request, address_key(body.email), 202, _accepted)
    wanted = GuestRequest(body.person(), event_id, body.mode)
    return responses.answer(once, wiring.run(register_guest, wanted, once))


def _accepted(_: object) -> dict[str, str]:
    return {"status": "accepted"}
