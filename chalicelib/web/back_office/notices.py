"""The page where a member of the team says how she is told of her sessions."""

from chalice.app import Request, Response

from ... import wiring
from ...domain.errors import FieldError, InvalidFields
from ...domain.people.callers import Caller
from ...workflows.back_office.choose_notices import choose_notices, read_notices
from ..http import forms, requests, responses
from ..http.problems import status_of

CHOICES = {"tout-de-suite": False, "resume": True}
"""The values of the form, and whether each is one mail a day."""


def notices_page(request: Request) -> Response:
    return _page(requests.staff_caller(request), done=requests.query(request, "fait"))


def submit_notices(request: Request) -> Response:
    caller, fields = requests.staff_caller(request), requests.form(request)
    chosen = forms.first(fields, "notices")
    if chosen not in CHOICES:
        failure = InvalidFields(FieldError("notices", "invalid_choice"))
        return _page(caller, fields, failure)
    wiring.run(choose_notices, caller, CHOICES[chosen])
    return responses.redirect("/equipe/avis?fait=choix")


def _page(
    caller: Caller,
    values: forms.Fields | None = None,
    failure: InvalidFields | None = None,
    done: str = "",
) -> Response:
    return responses.page(
        "back_office/notices",
        status_of(failure) if failure else 200,
        notices=wiring.run(read_notices, caller),
        values=values or {},
        errors=forms.error_messages(failure, values or {}),
        done=done,
    )
