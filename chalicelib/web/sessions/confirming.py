"""What the team is asked before others are told that a session is cancelled: why."""

from chalice.app import Request, Response

from ... import wiring
from ...domain.errors import InvalidFields, NotFound
from ...domain.people.callers import Caller
from ...workflows.back_office.agenda import read_session
from ...workflows.sessions.book_session import cancel_session
from ..http import forms, requests, responses
from ..http.parsing import parse_fields


def cancellation_form(request: Request, booking_id: str) -> Response:
    return _cancellation(requests.staff_caller(request), booking_id, {})


def _cancellation(
    caller: Caller, booking_id: str, values: forms.Fields, failure: InvalidFields | None = None
) -> Response:
    booking, person, *_ = wiring.run(read_session, caller, requests.identifier(booking_id))
    if person is None:
        raise NotFound
    theme = wiring.themes().get(booking.theme)
    return responses.page(
        "sessions/team_cancel",
        422 if failure else 200,
        booking=booking,
        person=person,
        theme=theme,
        values=values,
        errors=forms.error_messages(failure, values),
    )


def submit_cancellation(request: Request, booking_id: str) -> Response:
    from .models import CancellationBody

    fields = requests.form(request)
    caller, identifier = requests.staff_caller(request), requests.identifier(booking_id)
    try:
        body = parse_fields(CancellationBody, {"reason": forms.first(fields, "reason")})
    except InvalidFields as failure:
        return _cancellation(caller, identifier, fields, failure)
    wiring.run(cancel_session, caller, identifier, body.reason)
    return responses.redirect(f"/equipe/rencontres/{identifier}?fait=annulation")
