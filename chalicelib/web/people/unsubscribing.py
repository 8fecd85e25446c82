"""Unsubscribing by a mail's link: on our page, or by the mail program's one click."""

from chalice.app import Request, Response

from ... import wiring
from ...adapters.links import Purpose
from ...workflows.people.manage_profile import unsubscribe
from ..http import requests, responses


def unsubscribe_form(request: Request) -> Response:
    """Show a button: opening a link changes nothing."""
    token = requests.query(request, "jeton")
    _subject(token)
    return responses.page("people/unsubscribe", token=token, done="")


def submit_unsubscribe(request: Request) -> Response:
    """Unsubscribe, by the page's button or the mail program's one click (RFC 8058)."""
    token = requests.query(request, "jeton")
    again = requests.query(request, "retour") == "oui"
    wiring.run(unsubscribe, _subject(token), again)
    return responses.page("people/unsubscribe", token=token, done="back" if again else "out")


def _subject(token: str) -> str:
    return wiring.links().read(Purpose.UNSUBSCRIBE, token, wiring.now())[0]
