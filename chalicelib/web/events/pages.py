"""The pages of events for anybody, and their registration form, with or without an account."""

from contextlib import suppress
from typing import Any

from chalice.app import Request, Response

from ... import wiring
from ...domain.errors import Conflict, Invalid, SessionEnded, Unauthenticated
from ...domain.people.callers import Caller
from ...domain.receipts import Replay
from ...workflows.events.manage_events import upcoming_events
from ...workflows.events.register_for_event import (
    GuestRequest,
    SeatRequest,
    register_for_event,
    register_guest,
)
from ...workflows.events.visit_event import past_events, visit_event
from ...workflows.people.meanwhile import meanwhile_of_event
from ..http import forms, requests, responses
from ..http.guarding import limits
from ..http.once import form_to
from ..http.parsing import parse_fields
from ..http.paths import event_of_path
from ..http.problems import problem_of, status_of
from . import shown as event_shown
from .addresses import guest
from .forms import guest_seat_body

Failure = Conflict | Invalid | Unauthenticated


def events_page(request: Request) -> Response:
    coming = [event_shown.listed_for_all(each) for each in wiring.run(upcoming_events)]
    past = wiring.run(past_events)
    return responses.page("events/list", months=event_shown.months(coming), past=past)


def event_page(request: Request, event_id: str) -> Response:
    identifier, done = event_of_path(event_id), requests.query(request, "fait")
    return _event_page(identifier, _visitor(request), {}, done=done)


def submit_event_registration(request: Request, event_id: str) -> Response:
    """Register the participant of the session or, if an address is given, a guest."""
    identifier, fields = event_of_path(event_id), forms.answered(requests.form(request))
    caller = None if "email" in fields else _visitor(request)
    try:
        if "email" in fields:
            return _register_guest(request, identifier, fields)
        return _register(request, identifier, caller)
    except (Conflict, Invalid, Unauthenticated) as failure:
        return _event_page(identifier, caller, fields, failure)


def _register(request: Request, identifier: str, caller: Caller | None) -> Response:
    from .models import SeatBody

    if caller is None:
        raise SessionEnded
    fields = requests.form(request)
    mode = parse_fields(SeatBody, {"mode": forms.first(fields, "mode")}).mode
    held = () if "quand_meme" in fields else wiring.run(meanwhile_of_event, caller, identifier)
    if held:
        here = f"/evenements/{identifier}"
        shown: dict[str, Any] = {"held": held, "fields": fields, "action": here, "back": here}
        shown |= {"go_on": "M’inscrire quand même", "leave": "Ne pas m’inscrire"}
        return responses.page("people/meanwhile", themes=wiring.themes(), **shown)
    page = f"/evenements/{identifier}?fait=inscription"
    wanted = SeatRequest(caller, identifier, mode)
    wiring.run(register_for_event, wanted, form_to(request, page))
    return responses.redirect(page)


def _register_guest(request: Request, identifier: str, fields: forms.Fields) -> Response:
    """Answer the same whoever asks: the mail says the rest."""
    from .models import GuestSeatBody

    body = parse_fields(GuestSeatBody, guest_seat_body(fields))
    if forms.address_meant(fields):
        return _event_page(identifier, None, fields)
    limits.count(request, body.email)
    now, wanted = wiring.now(), GuestRequest(body.person(), identifier, body.mode)
    with suppress(Replay):  # sent twice: it is done
        wiring.run(register_guest, wanted, form_to(request, f"/evenements/{identifier}/merci"))
    return guest.shown(fields, identifier, body.email, now)


def _visitor(request: Request) -> Caller | None:
    """Return the session's participant, if any. Raises Forbidden for another site's form."""
    try:
        return requests.participant_caller(request)
    except Unauthenticated:
        return None


def _event_page(
    identifier: str,
    caller: Caller | None,
    values: forms.Fields,
    failure: Failure | None = None,
    done: str = "",
) -> Response:
    errors = forms.error_messages(failure, values)
    shown: dict[str, Any] = event_shown.public(wiring.run(visit_event, identifier, caller))
    return responses.page(
        "events/event",
        status_of(failure) if failure else 200,
        values=values,
        errors=errors,
        meant="" if failure else forms.address_meant(values),
        problem=problem_of(failure) if failure else None,
        done=done,
        **shown,
    )
