"""A child under 14 says so in their space, and names the parent or tutor who speaks for them."""

from chalice.app import Request, Response

from ... import wiring
from ...domain.errors import Forbidden, InvalidFields
from ...domain.people.callers import Caller
from ...domain.people.participants import Guardian
from ...workflows.people.manage_profile import read_space
from ...workflows.people.name_guardian import name_guardian
from ..http import forms, requests, responses
from ..http.guarding import limits
from ..http.once import form_to
from ..http.parsing import parse_fields
from ..http.responses import PARTICIPANT_COOKIE
from .forms import guardian_body

DONE = "/mon-espace/lien?fait=parent"


def guardian_form(request: Request) -> Response:
    """Show the form to a child. Raises Forbidden for a guardian."""
    _ensure_of_child(requests.participant_caller(request))
    return _page({}, None)


def submit_guardian(request: Request) -> Response:
    """Write to the guardian, whose link opens the space from then on; the session is over."""
    from .models import GuardedBody

    caller, fields = requests.participant_caller(request), requests.form(request)
    try:
        named = parse_fields(GuardedBody, guardian_body(fields)).guardian
        limits.count(request, named.email)
        guardian = Guardian(named.name, named.email)
        wiring.run(name_guardian, caller, guardian, form_to(request, DONE))
    except InvalidFields as failure:
        _ensure_of_child(caller)
        return _page(fields, failure)
    return responses.redirect(DONE, [responses.clear_cookie(PARTICIPANT_COOKIE)])


def _ensure_of_child(caller: Caller) -> None:
    """Raise Forbidden for whom somebody speaks already."""
    if wiring.run(read_space, caller).participant.guardian:
        raise Forbidden


def _page(values: forms.Fields, failure: InvalidFields | None) -> Response:
    errors = forms.error_messages(failure, values)
    status = 422 if failure else 200
    return responses.page("people/guardian", status, values=values, errors=errors)
