"""The API of merging: two people are one, or two again; who may be one, and is not."""

from typing import Any

from chalice.app import Request, Response

from .... import wiring
from ....workflows.directory.merging.find_doubles import Double, find_doubles
from ....workflows.directory.merging.merge_people import merge_people
from ....workflows.directory.merging.part_people import part_people
from ....workflows.directory.merging.tell_apart import tell_apart
from ....workflows.directory.read_person import read_person
from ...http import requests, responses
from ...http.formats import places
from ...http.parsing import parse
from ...http.paths import person_of_path
from .. import shown

DOUBLES = "doubles"


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


def post_apart(request: Request, person_id: str) -> Response:
    from .models import ApartBody

    caller, whom = requests.api_member(request), person_of_path(person_id)
    told = parse(ApartBody, requests.body(request))
    wiring.run(tell_apart, caller, whom, person_of_path(told.other), told.apart)
    return responses.as_json({"apart": told.apart})


def get_doubles(request: Request) -> Response:
    caller = requests.api_member(request)
    after = places.read(caller, DOUBLES, requests.query(request, "cursor"))
    found = wiring.run(find_doubles, caller, after)
    listed = [_shown(each) for each in found.listed]
    following = places.written(caller, DOUBLES, found.after) or None
    return responses.as_json({"doubles": listed, "next": following})


def _shown(double: Double) -> dict[str, Any]:
    people = (double.first, double.second)
    return {
        "people": [{"id": each.id, "name": each.profile.full_name} for each in people],
        "same": [each.name.lower() for each in double.same],
    }
