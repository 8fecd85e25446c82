"""The team's register of what people ask of what is held about them."""

from chalice.app import Request, Response

from ... import asking, wiring
from ...domain.errors import Conflict, InvalidFields
from ...domain.people.callers import Caller
from ...domain.people.privacy_requests import PrivacyRequest
from ...workflows.privacy.keep_register import (
    answer_request,
    read_register,
    read_request,
    take_request,
)
from ..http import forms, requests, responses
from ..http.once import form_once, form_to
from ..http.parsing import parse_fields
from ..http.problems import problem_of, status_of

PAGE = "/equipe/demandes"
TAKEN = ("kind", "channel", "email", "who", "note")


def register_page(request: Request) -> Response:
    return _register(requests.staff_caller(request), {}, done=requests.query(request, "fait"))


def submit_request(request: Request) -> Response:
    from .models import AskedBody

    caller, fields = requests.staff_caller(request), requests.form(request)
    try:
        body = parse_fields(AskedBody, {name: forms.first(fields, name) for name in TAKEN})
    except InvalidFields as failure:
        return _register(caller, fields, failure)
    wiring.run(take_request, caller, body.asked(), form_to(request, f"{PAGE}?fait=demande"))
    return responses.redirect(f"{PAGE}?fait=demande")


def request_page(request: Request, request_id: str) -> Response:
    return _one(requests.staff_caller(request), requests.identifier(request_id), {})


def submit_answer(request: Request, request_id: str) -> Response:
    from .models import AnswerBody

    caller, identifier = requests.staff_caller(request), requests.identifier(request_id)
    fields = requests.form(request)
    once = form_once(request, _answered)
    given = {
        "granted": {"oui": True, "non": False}.get(forms.first(fields, "granted")),
        "outcome": forms.first(fields, "outcome"),
    }
    try:
        body = parse_fields(AnswerBody, given)
        wiring.run(answer_request, caller, identifier, body.granted, body.outcome, once)
    except (Conflict, InvalidFields) as failure:
        return _one(caller, identifier, fields, failure)
    return responses.redirect(f"{PAGE}?fait=reponse")


def _answered(request: PrivacyRequest) -> str:
    return f"{PAGE}?fait=reponse"


def _register(
    caller: Caller, values: forms.Fields, failure: InvalidFields | None = None, done: str = ""
) -> Response:
    found = wiring.run(read_register, caller)
    now = wiring.now()
    waiting = sorted((each for each in found.requests if each.open), key=lambda r: r.due_at)
    return responses.page(
        "privacy/team/register",
        422 if failure else 200,
        waiting=[(each, each.days_left(now)) for each in waiting],
        closed=[each for each in found.requests if not each.open],
        people=found.people,
        values=values,
        errors=forms.error_messages(failure, values),
        done=done,
    )


def _one(
    caller: Caller,
    identifier: str,
    values: forms.Fields,
    failure: Conflict | InvalidFields | None = None,
) -> Response:
    held, person = wiring.run(read_request, caller, identifier)
    asking.about.set(held.person_id)
    return responses.page(
        "privacy/team/request",
        status_of(failure) if failure else 200,
        held=held,
        person=person,
        days_left=held.days_left(wiring.now()),
        values=values,
        errors=forms.error_messages(failure, values),
        problem=problem_of(failure) if isinstance(failure, Conflict) else None,
    )
