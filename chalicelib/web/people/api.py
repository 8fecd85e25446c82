"""The API of a participant's space, opened by the token of their personal link."""

from chalice.app import Request, Response

from ... import wiring
from ...workflows.people.change_address import ask_for_address
from ...workflows.people.manage_profile import change_profile, read_space
from ..http import requests, responses
from ..http.guarding import limits
from ..http.parsing import parse
from . import space


def get_me(request: Request) -> Response:
    return responses.as_json(space.as_json(wiring.run(read_space, requests.api_caller(request))))


def patch_me(request: Request) -> Response:
    from .models import ProfileChangesBody

    caller = requests.api_caller(request)
    wanted = parse(ProfileChangesBody, requests.body(request))
    if wanted.email:
        limits.count(request, wanted.email)
    wiring.run(change_profile, caller, wanted.changes(), wanted.consent_changes())
    if wanted.email:
        wiring.run(ask_for_address, caller, wanted.email)
    return get_me(request)
