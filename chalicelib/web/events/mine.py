"""A participant's registrations for events, in their space: switch, leave, confirm."""

from chalice.app import Request, Response

from ... import wiring
from ...adapters.mail.calendars import Invitation, event_entry, written
from ...domain.errors import Conflict, Invalid, NotFound
from ...domain.ids import event_of
from ...domain.people.callers import Caller
from ...workflows.events.change_registration import accept_offer, leave_event, switch_mode
from ...workflows.events.visit_event import Visit, visit_event
from ..http import forms, requests, responses
from ..http.once import form_to
from ..http.parsing import parse_fields
from ..http.paths import registration_of_path
from ..http.problems import problem_of, status_of
from . import views as event_views


def switch_form(request: Request, registration_id: str) -> Response:
    """Say what becomes of the seat or the place in line, before it is given up."""
    visit = _own(*_asked(request, registration_id))
    return responses.page("events/switch", mine=event_views.attending(visit))


def submit_switch(request: Request, registration_id: str) -> Response:
    from .models import SeatBody

    caller, identifier = _asked(request, registration_id)
    try:
        body = {"mode": forms.first(requests.form(request), "mode")}
        mode = parse_fields(SeatBody, body).mode
        wiring.run(switch_mode, caller, identifier, mode)
    except (Conflict, Invalid) as failure:
        return _registration_page(caller, identifier, failure)
    return responses.redirect("/mon-espace?fait=mode#evenements")


def submit_acceptance(request: Request, registration_id: str) -> Response:
    page = "/mon-espace?fait=confirmation#evenements"
    caller, identifier = _asked(request, registration_id)
    try:
        wiring.run(accept_offer, caller, identifier, form_to(request, page))
    except (Conflict, Invalid) as failure:
        return _registration_page(caller, identifier, failure)
    return responses.redirect(page)


def leave_form(request: Request, registration_id: str) -> Response:
    return _registration_page(*_asked(request, registration_id))


def submit_leaving(request: Request, registration_id: str) -> Response:
    caller, identifier = _asked(request, registration_id)
    try:
        wiring.run(leave_event, caller, identifier)
    except (Conflict, Invalid) as failure:
        return _registration_page(caller, identifier, failure)
    return responses.redirect("/mon-espace?fait=desistement#evenements")


def event_calendar_file(request: Request, registration_id: str) -> Response:
    visit = _own(*_asked(request, registration_id))
    if visit.registration is None or not visit.registration.assured:
        raise NotFound
    content, _ = written(
        event_entry(visit.event, visit.registration, wiring.programme()),
        Invitation(
            visit.participant.email if visit.participant else "",
            wiring.settings().sender_address,
            wiring.programme(),
            wiring.now(),
        ),
    )
    return responses.raw(
        content.encode(),
        "text/calendar; charset=utf-8",
        Content_Disposition='attachment; filename="evenement.ics"',
    )


def _asked(request: Request, registration_id: str) -> tuple[Caller, str]:
    return requests.participant_caller(request), registration_of_path(registration_id)


def _own(caller: Caller, identifier: str) -> Visit:
    """Return the caller's visit.

    Raises NotFound for another person's, or if the link was revoked.
    """
    visit = wiring.run(visit_event, event_of(identifier), caller)
    if visit.registration is None or visit.registration.id != identifier:
        raise NotFound
    return visit


def _registration_page(
    caller: Caller, identifier: str, failure: Conflict | Invalid | None = None
) -> Response:
    """Show one registration, to confirm that one leaves it, or to say what failed."""
    return responses.page(
        "events/leave",
        status_of(failure) if failure else 200,
        mine=event_views.attending(_own(caller, identifier)),
        problem=problem_of(failure) if failure else None,
    )
