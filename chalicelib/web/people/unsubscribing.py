"""Unsubscribing by a mail's link: on our page, or by the mail program's one click."""

from chalice.app import Request, Response

from ... import wiring
from ...adapters.links import Purpose
from ...domain.people.mail_purposes import MailPurpose, purpose_named
from ...workflows.people.unsubscribe import subscribe_again, unsubscribe
from ..http import requests, responses

ONE_CLICK = b"One-Click"
"""What a mail program's request says, from nowhere in particular, and no page of ours."""


def unsubscribe_form(request: Request) -> Response:
    """Show its buttons: opening a link changes nothing."""
    _, purpose = _link(request)
    return _page(request, purpose, done="")


def submit_unsubscribe(request: Request) -> Response:
    """Unsubscribe, by the page's buttons or the mail program's one click (RFC 8058).

    One click is for what the mail was sent for. A link of before says nothing of that: it is for
    everything.
    """
    if ONE_CLICK not in requests.body(request):
        requests.same_origin(request)
    person, purpose = _link(request)
    everything = _everything(request) or purpose is None
    if requests.query(request, "retour") == "oui":
        wiring.run(subscribe_again, person, purpose, everything)
        return _page(request, purpose, done="back")
    wiring.run(unsubscribe, person, None if everything else purpose)
    return _page(request, purpose, done="out")


def _page(request: Request, purpose: MailPurpose | None, done: str) -> Response:
    texts = [text for text in wiring.programme().consents if text.purpose == purpose]
    return responses.page(
        "people/unsubscribe",
        token=requests.query(request, "jeton"),
        purpose=purpose,
        everything=_everything(request) or purpose is None,
        text=texts[0].text if texts else "",
        done=done,
    )


def _everything(request: Request) -> bool:
    return requests.query(request, "tout") == "oui"


def _link(request: Request) -> tuple[str, MailPurpose | None]:
    """Return whose link it is, and for what the mail was sent. Raises InvalidToken."""
    token = requests.query(request, "jeton")
    subject = wiring.links().read(Purpose.UNSUBSCRIBE, token, wiring.now())[0]
    person, _, named = subject.partition(" ")
    return person, purpose_named(named)
