"""The API of merging: two people are one, or two again."""

from chalice.app import Request, Response

from .... import wiring
from ....workflows.directory.merging.merge_people import merge_people
from ....workflows.directory.merging.part_people import part_people
from ....workflows.directory.read_person import read_person
from ...http import requests, responses
from ...http.parsing import parse
from ...http.paths import person_of_path
from .. import shown


def post_merge(request: Request, person_id: str) -> Response:
    from .models import MergeBody

    caller, whom = requests.api_member(request), person_of_path(person_id)
    other = person_of_path(parse(MergeBody, requests.body(request)).other)
    kept = wiring.run(merge_people, caller, whom, other)
    return responses.as_json(shown.as_json(wiring.run(read_person, caller, kept.id)))


def post_parting(request: Request, person_id: str) -> Response:
    caller, whom = requests.api_member(request), person_of_path(person_id)
    alone, _ = wiring.run(part_people, caller, whom)
    return responses.as_json(shown.as_json(wiring.run(read_person, caller, alone.id)))
