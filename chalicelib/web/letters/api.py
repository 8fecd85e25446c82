"""The API of letters to many."""

from typing import Any

from chalice.app import Request, Response

from ... import wiring
from ...workflows.letters.name_audience import name_audience
from ...workflows.letters.read_letter import read_letter, read_letters
from ...workflows.letters.write_letter import (
    discard_letter,
    draft_letter,
    hold_letter,
    rewrite_letter,
    stop_letter,
)
from ..directory import views as directory
from ..http import requests, responses
from ..http.formats import places
from ..http.parsing import parse
from ..http.paths import letter_of_path
from . import shown
from .letters import LETTERS


def get_letters(request: Request) -> Response:
    caller = requests.api_member(request)
    before = places.read(caller, LETTERS, requests.query(request, "cursor"))
    found = wiring.run(read_letters, caller, before)
    older = places.written(caller, LETTERS, found.older) or None
    letters = [shown.letter(each) for each in found.listed]
    return responses.as_json({"letters": letters, "next": older})


def get_letter(request: Request, letter_id: str) -> Response:
    caller = requests.api_member(request)
    found = wiring.run(read_letter, caller, letter_of_path(letter_id))
    return responses.as_json(shown.file(found))


def post_letter(request: Request) -> Response:
    caller, body = requests.api_member(request), _body(request)
    once = requests.once(request, caller.person_id, 201, shown.letter)
    audience = wiring.run(name_audience, caller, shown.asked(body))
    letter = wiring.run(draft_letter, caller, body.subject, body.markdown, audience, once)
    return responses.answer(once, letter)


def patch_letter(request: Request, letter_id: str) -> Response:
    caller, body = requests.api_member(request), _body(request)
    audience = wiring.run(name_audience, caller, shown.asked(body))
    identifier, words = letter_of_path(letter_id), (body.subject, body.markdown)
    letter = wiring.run(rewrite_letter, caller, identifier, *words, audience, body.version)
    return responses.as_json(shown.letter(letter))


def delete_letter(request: Request, letter_id: str) -> Response:
    wiring.run(discard_letter, requests.api_member(request), letter_of_path(letter_id))
    return responses.json_text(204, "")


def post_sending(request: Request, letter_id: str) -> Response:
    from .models import VersionBody

    caller = requests.api_member(request)
    body = parse(VersionBody, requests.body(request))
    letter = wiring.run(hold_letter, caller, letter_of_path(letter_id), body.version)
    return responses.as_json(shown.letter(letter))


def post_stop(request: Request, letter_id: str) -> Response:
    letter = wiring.run(stop_letter, requests.api_member(request), letter_of_path(letter_id))
    return responses.as_json(shown.letter(letter))


def _body(request: Request) -> Any:
    from .models import LetterBody

    body = parse(LetterBody, requests.body(request))
    directory.checked_filters(body.audience.filters)
    return body
