"""Why mails do not reach somebody, and what the team may do: a page, and the same by API."""

from collections.abc import Callable, Mapping

from chalice.app import Request, Response

from ... import wiring
from ...domain.errors import Conflict, InvalidFields
from ...domain.people.callers import Caller
from ...domain.people.participants import Participant
from ...workflows.people.reopen_address import read_mail_of, reopen_address, send_link
from ..http import forms, requests, responses
from ..http.parsing import parse, parse_fields
from ..http.paths import person_of_path
from ..http.problems import problem_of, status_of
from . import views

STORIES: Mapping[str, Callable[..., Participant]] = {
    "reopen": reopen_address,
    "send_link": send_link,
}
"""By what is asked for."""


def mail_page(request: Request, person_id: str) -> Response:
    caller, done = requests.staff_caller(request), requests.query(request, "fait")
    return _page(caller, request, person_id, {}, done=done)


def submit_mail(request: Request, person_id: str) -> Response:
    from .models import MailActBody

    caller, fields = requests.staff_caller(request), requests.form(request)
    asked = {name: forms.first(fields, name) for name in ("act", "reason")}
    try:
        body = parse_fields(MailActBody, asked)
        wiring.run(STORIES[body.act], caller, person_of_path(person_id), body.reason)
    except (Conflict, InvalidFields) as failure:
        return _page(caller, request, person_id, fields, failure)
    return responses.redirect(f"/equipe/personnes/{person_id}/courriels?fait={body.act}")


def post_mail(request: Request, person_id: str) -> Response:
    from .models import MailActBody

    caller = requests.api_member(request)
    body = parse(MailActBody, requests.body(request))
    person = wiring.run(STORIES[body.act], caller, person_of_path(person_id), body.reason)
    return responses.as_json({"mail": views.mail_of(person)})


def _page(
    caller: Caller,
    request: Request,
    person_id: str,
    values: forms.Fields,
    failure: Conflict | InvalidFields | None = None,
    done: str = "",
) -> Response:
    before = requests.query(request, "gestes")
    found = wiring.run(read_mail_of, caller, person_of_path(person_id), before)
    return responses.page(
        "people/team_mail",
        status_of(failure) if failure else 200,
        person=found.person,
        waiting=len(found.waiting),
        acts=found.acts,
        asked=forms.first(values, "act"),
        values=values,
        errors=forms.error_messages(failure, values),
        problem=problem_of(failure) if isinstance(failure, Conflict) else None,
        done=done,
    )
