"""Erasure: asked for by the person, or by an admin of the team.

The session, or the token, came from a mail to their address: that is how one knows who asks.
"""

from chalice.app import Request, Response

from ... import wiring
from ...domain.errors import InvalidToken
from ...domain.people.callers import Caller
from ...workflows.people.manage_profile import read_space
from ...workflows.privacy.erase_person import erase_for_team, erase_me, is_gone
from ..http import requests, responses
from ..http.paths import person_of_path
from ..http.responses import PARTICIPANT_COOKIE, PARTICIPANT_WHO

DONE = "/mon-espace/efface"
ACCEPTED = '{"status": "accepted"}'


def delete_me(request: Request) -> Response:
    wiring.run(erase_me, requests.api_caller(request))
    return responses.json_text(202, ACCEPTED)


def delete_person(request: Request, person_id: str) -> Response:
    caller = requests.api_member(request)
    wiring.run(erase_for_team, caller, person_of_path(person_id))
    return responses.json_text(202, ACCEPTED)


def erasure_form(request: Request) -> Response:
    found = wiring.run(read_space, requests.participant_caller(request))
    return responses.page("privacy/erase", participant=found.participant)


def submit_erasure(request: Request) -> Response:
    """Erase who asks; who pressed twice is told the same."""
    caller = requests.participant_caller(request)
    try:
        wiring.run(erase_me, caller)
    except InvalidToken:
        if not _gone(caller):
            raise
    cookies = [responses.clear_cookie(name) for name in (PARTICIPANT_COOKIE, PARTICIPANT_WHO)]
    return responses.redirect(DONE, cookies)


def erased_page(request: Request) -> Response:
    return responses.page("privacy/erased")


def _gone(caller: Caller) -> bool:
    return bool(wiring.run(is_gone, caller.person_id))
