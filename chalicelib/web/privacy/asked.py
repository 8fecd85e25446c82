"""Behind mailed links: whether it is the person who asks; the copy that somebody sent."""

from chalice.app import Request, Response

from ... import wiring
from ...adapters.links import Purpose
from ...workflows.privacy.answer_identity import read_asked, say_identity
from ...workflows.privacy.send_copy import read_copy
from ..http import forms, requests, responses
from ..http.once import form_to
from . import api, views


def identity_page(request: Request) -> Response:
    """Show two buttons: opening a link changes nothing."""
    token = requests.query(request, "jeton")
    held = wiring.run(read_asked, *_subject(Purpose.REQUEST, token))
    return responses.page("privacy/identity", held=held, token=token)


def submit_identity(request: Request) -> Response:
    fields = requests.form(request)
    token = forms.first(fields, "jeton")
    identifier, epoch = _subject(Purpose.REQUEST, token)
    mine = forms.first(fields, "reponse") == "oui"
    page = f"/demande?jeton={token}"
    wiring.run(say_identity, identifier, epoch, mine, form_to(request, page))
    return responses.redirect(page)


def copy_page(request: Request) -> Response:
    token = requests.query(request, "jeton")
    holdings = wiring.run(read_copy, *_subject(Purpose.COPY, token))
    return responses.page(
        "privacy/copy",
        person_name=holdings.participant.profile.full_name,
        parts=views.shown(holdings),
        token=token,
    )


def fetch_copy(request: Request) -> Response:
    token = forms.first(requests.form(request), "jeton")
    return api.archive(wiring.run(read_copy, *_subject(Purpose.COPY, token)))


def _subject(purpose: Purpose, token: str) -> tuple[str, int]:
    """Return the request of a link, and the epoch of its person. Raises Unauthenticated."""
    return wiring.links().read(purpose, token, wiring.now())
