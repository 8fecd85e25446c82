"""A participant's space is opened by their link, whose token leaves the address, and left."""

from contextlib import suppress

from chalice.app import Request, Response

from ... import wiring
from ...adapters.links import Purpose
from ...domain.errors import Unauthenticated
from ...domain.people.callers import Caller
from ...domain.people.participants import Participant
from ...workflows.people.manage_profile import read_space
from ...workflows.people.open_sessions import read_opening, sign_out
from ..http import forms, requests, responses
from ..http.keeping import RETURN_COOKIE
from ..http.lasting import drafts, sliding
from ..http.paths import page_of_events
from ..http.responses import PARTICIPANT_COOKIE, PARTICIPANT_WHO
from . import space

BESIDE = (
    ("brigade_sondage", "/sondage"),
    ("brigade_billet", "/evenements/billet"),
    ("brigade_rencontre", "/rejoindre"),
    ("brigade_inscription", "/inscription"),
    ("brigade_place", "/evenements"),
)
"""Other cookies that show something of somebody's, and their paths: they go with the session."""


def space_page(request: Request) -> Response:
    token = requests.query(request, "jeton")
    if token:
        return _enter(request, token)
    found = wiring.run(read_space, requests.participant_caller(request))
    back = page_of_events(requests.cookie(request, RETURN_COOKIE))
    headers = {"Set_Cookie": [responses.clear_cookie(RETURN_COOKIE)]} if back else {}
    done = requests.query(request, "fait")
    shown = space.values(found)
    return responses.page("people/space", 200, headers, done=done, back=back, **shown)


def switch_space(request: Request) -> Response:
    """Open the space of a link although somebody else's is open here: they were asked."""
    token = forms.first(requests.form(request), "jeton")
    person, _ = wiring.run(read_opening, _named(token), None)
    return _opened(request, person)


def leave(request: Request) -> Response:
    """End every session of whoever's is open here, wherever it is held; their links still work."""
    with suppress(Unauthenticated):
        wiring.run(sign_out, requests.participant_caller(request))
    cookies = [responses.clear_cookie(name) for name in (PARTICIPANT_COOKIE, PARTICIPANT_WHO)]
    beside = [responses.clear_cookie(*each) for each in BESIDE]
    return responses.redirect("/", [*cookies, *beside])


def _enter(request: Request, token: str) -> Response:
    """Open a session and take the token out of the address; ask first where another is open.

    Nothing is written.
    """
    person, other = wiring.run(read_opening, _named(token), _open_here(request))
    if other is not None:
        return responses.page("people/another", person=person, other=other, token=token)
    return _opened(request, person)


def _named(token: str) -> Caller:
    """Return whose a personal link is. Raises InvalidToken, ExpiredToken."""
    links = wiring.links()
    subject, epoch = links.read(Purpose.PERSONAL, token, wiring.now())
    return links.caller_of(Purpose.PERSONAL, subject, epoch)


def _open_here(request: Request) -> Caller | None:
    with suppress(Unauthenticated):
        return requests.participant_caller(request)
    return None


def _opened(request: Request, person: Participant) -> Response:
    cookies = sliding.opened(person)
    page = drafts.back(request, RETURN_COOKIE)
    if not page.startswith("/mon-espace/") and not page.endswith("/sujets"):
        return responses.redirect("/mon-espace", cookies)
    return responses.redirect(page, [*cookies, responses.clear_cookie(RETURN_COOKIE)])
