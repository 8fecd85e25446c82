"""Pages of merging: who may be one, what a merge would make of two, and its undoing."""

from typing import Any
from urllib.parse import urlencode

from chalice.app import Request, Response

from .... import wiring
from ....domain.errors import Conflict, InvalidFields
from ....domain.people.callers import Caller
from ....workflows.directory.find_people import find_people
from ....workflows.directory.merging.find_doubles import doubles_of, find_doubles
from ....workflows.directory.merging.merge_people import Preview, merge_people, preview_merge
from ....workflows.directory.merging.part_people import part_people
from ....workflows.directory.merging.tell_apart import tell_apart
from ...http import forms, requests, responses
from ...http.formats import places
from ...http.paths import person_of_path
from ...http.problems import problem_of, status_of
from .api import DOUBLES

PAGE = "/equipe/personnes"
Failure = Conflict | InvalidFields


def doubles_page(request: Request) -> Response:
    caller = requests.staff_caller(request)
    after = places.read_or_first(caller, DOUBLES, requests.query(request, "suite"))
    found = wiring.run(find_doubles, caller, after)
    further = places.written(caller, DOUBLES, found.after)
    return responses.page(
        "directory/doubles",
        doubles=found.listed,
        begins=not after,
        further=urlencode({"suite": further}) if further else "",
        done=requests.query(request, "fait"),
        whose=[requests.query(request, name) for name in ("qui", "avec")],
    )


def merging_page(request: Request, person_id: str) -> Response:
    caller, whom = requests.staff_caller(request), person_of_path(person_id)
    other = requests.query(request, "avec")
    return _compared(caller, whom, person_of_path(other)) if other else _chosen(request, whom)


def submit_merge(request: Request, person_id: str) -> Response:
    caller, fields = requests.staff_caller(request), requests.form(request)
    kept = person_of_path(person_id)
    other = person_of_path(forms.first(fields, "avec"))
    try:
        wiring.run(merge_people, caller, kept, other)
    except (Conflict, InvalidFields) as failure:
        return _compared(caller, kept, other, failure)
    return responses.redirect(f"{PAGE}/{kept}?fait=reunion")


def submit_parting(request: Request, person_id: str) -> Response:
    caller = requests.staff_caller(request)
    alone, again = wiring.run(part_people, caller, person_of_path(person_id))
    where = urlencode({"fait": "separation", "autre": again.id})
    return responses.redirect(f"{PAGE}/{alone.id}?{where}")


def submit_apart(request: Request, person_id: str) -> Response:
    """Note that two are not one, or take it back; the page that follows has what takes it back."""
    caller, fields = requests.staff_caller(request), requests.form(request)
    whom, other = person_of_path(person_id), person_of_path(forms.first(fields, "avec"))
    apart = forms.first(fields, "apart") != "non"
    wiring.run(tell_apart, caller, whom, other, apart)
    done = {"fait": "distinguees", "qui": whom, "avec": other} if apart else {"fait": "reprises"}
    return responses.redirect(f"{PAGE}/doublons?{urlencode(done)}")


def _compared(caller: Caller, kept: str, other: str, failure: Failure | None = None) -> Response:
    """Return the page of what a merge would make of two; of what refuses it, if anything does."""
    try:
        found: Any = wiring.run(preview_merge, caller, kept, other)
    except (Conflict, InvalidFields) as refusal:
        found, failure = None, failure or refusal
    return responses.page(
        "directory/merge",
        status_of(failure) if failure else 200,
        kept=kept,
        other=other,
        found=found,
        ended=_ended(found) if found else [],
        problem=problem_of(failure) if failure else None,
    )


def _chosen(request: Request, whom: str) -> Response:
    """Return the page on which the other one is chosen: of those alike, or by a search."""
    caller, q = requests.staff_caller(request), requests.query(request, "q")
    person, doubles = wiring.run(doubles_of, caller, whom)
    people = wiring.run(find_people, caller, q, [], None).listed if q else ()
    return responses.page(
        "directory/double",
        person=person,
        doubles=doubles,
        q=q,
        people=[each for each in people if each.id not in person.ids],
    )


def _ended(found: Preview) -> list[str]:
    """Return the purposes that one of both agreed to, and that are in force no more."""
    both, now = (found.kept, found.other), found.whole.consents_now()
    granted = [purpose for each in both for purpose, on in each.consents_now().items() if on]
    return [purpose for purpose in dict.fromkeys(granted) if not now.get(purpose)]
