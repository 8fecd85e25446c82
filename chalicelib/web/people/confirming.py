"""A person confirms what a form asked for their address, or says that it was not them."""

from chalice.app import Request, Response

from ... import wiring
from ...adapters.links import Purpose
from ...domain.people.callers import Caller
from ...workflows.people.confirm import confirm
from ...workflows.privacy.not_me import close_asked, is_known
from ..http import forms, requests, responses
from ..http.parsing import parse
from ..http.responses import PARTICIPANT_COOKIE, PARTICIPANT_WHO


def post_confirmation(request: Request) -> Response:
    from .models import ConfirmationBody

    caller = requests.api_caller(request)
    requests.idempotency_key(request)  # doing it twice changes nothing, but a key is a key
    wanted = parse(ConfirmationBody, requests.body(request) or b"{}")
    wiring.run(confirm, caller, wanted.consent_changes())
    return responses.as_json({"confirmed": True})


def submit_confirmation(request: Request) -> Response:
    wiring.run(confirm, requests.participant_caller(request), {})
    return responses.redirect("/mon-espace?fait=adresse-confirmee")


def not_me_form(request: Request) -> Response:
    """Show a button: opening a link changes nothing."""
    token = requests.query(request, "jeton")
    known = wiring.run(is_known, _caller(token))
    return responses.page("people/not_me", token=token, done=False, known=known)


def submit_not_me(request: Request) -> Response:
    """Close what was asked, by the mail's link or from the personal space."""
    requests.same_origin(request)
    token = forms.first(requests.form(request), "jeton")
    caller = _caller(token) if token else requests.participant_caller(request)
    known = wiring.run(close_asked, caller)
    left = [responses.clear_cookie(name) for name in (PARTICIPANT_COOKIE, PARTICIPANT_WHO)]
    shown = {"token": "", "done": True, "known": known}
    return responses.page("people/not_me", 200, {"Set_Cookie": left}, **shown)


def _caller(token: str) -> Caller:
    """Return whose link it is. Raises InvalidToken, ExpiredToken."""
    return Caller(*wiring.links().read(Purpose.PERSONAL, token, wiring.now()))
