"""The link of a session by video: given or changed from its page, or by the API."""

from chalice.app import Request, Response

from ... import wiring
from ...domain.errors import Conflict, InvalidFields
from ...workflows.sessions.give_link import give_link
from ..http import forms, requests, responses
from ..http.once import form_to
from ..http.parsing import parse, parse_fields
from . import views
from .session_page import shown_session


def submit_link(request: Request, booking_id: str) -> Response:
    from .models import LinkBody

    caller, fields = requests.staff_caller(request), requests.form(request)
    identifier = requests.identifier(booking_id)
    page = f"/equipe/rencontres/{identifier}?fait=lien"
    sent = {
        "meeting_url": forms.with_scheme(forms.first(fields, "meeting_url")),
        "others": forms.first(fields, "others") == "oui",
    }
    try:
        body = parse_fields(LinkBody, sent)
        once = form_to(request, page)
        wiring.run(give_link, caller, identifier, body.meeting_url, body.others, once)
    except (Conflict, InvalidFields) as failure:
        return shown_session(caller, identifier, failure=failure, link_sent=fields)
    return responses.redirect(page)


def put_link(request: Request, booking_id: str) -> Response:
    from .models import LinkBody

    caller = requests.api_member(request)
    once = requests.once(request, caller.person_id, 200, views.booking, booking_id)
    body, identifier = parse(LinkBody, requests.body(request)), requests.identifier(booking_id)
    given = wiring.run(give_link, caller, identifier, body.meeting_url, body.others, once)
    return responses.answer(once, given)
