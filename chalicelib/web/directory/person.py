"""One person: all that the team sees of them, and what it corrects."""

from chalice.app import Request, Response

from ... import wiring
from ...domain.people.callers import Caller
from ...workflows.directory.correct_person import correct_person
from ...workflows.directory.read_person import PersonFile, read_person
from ..http import requests, responses
from ..http.parsing import parse
from ..http.paths import person_of_path
from . import shown


def get_person(request: Request, person_id: str) -> Response:
    caller = requests.api_member(request)
    return responses.as_json(shown.as_json(_read(request, caller, person_id)))


def patch_person(request: Request, person_id: str) -> Response:
    from .models import PersonChangesBody

    caller, whom = requests.api_member(request), person_of_path(person_id)
    wanted = parse(PersonChangesBody, requests.body(request))
    wiring.run(correct_person, caller, whom, wanted.changes(), wanted.email or "")
    return responses.as_json(shown.as_json(_read(request, caller, person_id)))


def _read(request: Request, caller: Caller, person_id: str) -> PersonFile:
    messages, history = (requests.query(request, name) for name in ("messages", "history"))
    found: PersonFile = wiring.run(
        read_person, caller, person_of_path(person_id), messages, history
    )
    return found
