"""The team moves a session to another free hour, and may say why."""

from chalice.app import Request, Response

from ... import wiring
from ...domain.errors import Conflict, Invalid, InvalidFields, NotFound
from ...domain.people.callers import Caller
from ...workflows.back_office.agenda import read_session
from ...workflows.sessions.book_session import move_session
from ...workflows.sessions.open_slots import free_slots
from ..http import forms, requests, responses
from ..http.once import form_to
from ..http.parsing import parse_fields
from ..http.problems import problem_of, status_of
from .forms import move_body

Failure = Conflict | Invalid | NotFound


def move_form(request: Request, booking_id: str) -> Response:
    return _page(requests.staff_caller(request), booking_id, {})


def submit_move(request: Request, booking_id: str) -> Response:
    from .models import RescheduleBody

    caller, fields = requests.staff_caller(request), requests.form(request)
    identifier = requests.identifier(booking_id)
    page = f"/equipe/rencontres/{identifier}?fait=deplacement"
    try:
        body = parse_fields(RescheduleBody, move_body(fields))
        once = form_to(request, page)
        wiring.run(move_session, caller, identifier, body.slot_id, once, body.reason)
    except (Conflict, Invalid, NotFound) as failure:
        return _page(caller, identifier, fields, failure)
    return responses.redirect(page)


def _page(
    caller: Caller, booking_id: str, values: forms.Fields, failure: Failure | None = None
) -> Response:
    booking, person, *_ = wiring.run(read_session, caller, requests.identifier(booking_id))
    if person is None:
        raise NotFound
    return responses.page(
        "sessions/team_move",
        status_of(failure) if failure else 200,
        booking=booking,
        person=person,
        theme=wiring.themes().get(booking.theme),
        slots=wiring.run(free_slots, caller, booking.theme, booking.adviser_id),
        by=caller.person_id,
        values=values,
        errors=forms.error_messages(failure, values),
        problem=problem_of(failure) if failure and not isinstance(failure, InvalidFields) else None,
    )
