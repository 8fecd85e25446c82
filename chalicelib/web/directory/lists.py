"""The lists of people that a member of the team keeps: as forms, and as the API."""

from typing import Any
from urllib.parse import urlencode

from chalice.app import Request, Response

from ... import wiring
from ...domain.directory.lists import PeopleList
from ...domain.errors import Conflict, InvalidFields, NotFound
from ...domain.receipts import NO_KEY
from ...workflows.directory.keep_lists import keep_list, lists_of, remove_list
from ..http import forms, requests, responses
from ..http.parsing import parse, parse_fields
from . import asked, people, views

PAGE = "/equipe/personnes"
LONGEST_ID = 40


def submit_list(request: Request) -> Response:
    from .list_models import ListBody

    caller, fields = requests.staff_caller(request), requests.form(request)
    q, filters = forms.first(fields, "q"), views.known_filters(fields.get("filtre", []))
    given = {"name": forms.first(fields, "name"), "q": q, "filters": filters}
    try:
        body = parse_fields(ListBody, given)
        kept = wiring.run(keep_list, caller, body.name, body.q, body.filters, NO_KEY)
    except (Conflict, InvalidFields) as failure:
        return people.page(caller, q, filters, None, values=fields, failure=failure)
    return responses.redirect(f"{PAGE}?{address(kept)}&fait=liste")


def submit_removal(request: Request, list_id: str) -> Response:
    """Remove a list; the page that follows has all that it takes to put it back."""
    caller = requests.staff_caller(request)
    removed = wiring.run(remove_list, caller, _mark(list_id))
    return responses.redirect(f"{PAGE}?{address(removed)}&{urlencode({'retiree': removed.name})}")


def get_lists(request: Request) -> Response:
    found = wiring.run(lists_of, requests.api_caller(request))
    return responses.as_json({"lists": [shown(each) for each in found]})


def post_list(request: Request) -> Response:
    from .list_models import ListBody

    caller = requests.api_caller(request)
    body = parse(ListBody, requests.body(request))
    filters = views.checked_filters(body.filters)
    once = requests.once(request, caller.person_id, 201, shown)
    kept = wiring.run(keep_list, caller, body.name, body.q, filters, once)
    return responses.answer(once, kept)


def delete_list(request: Request, list_id: str) -> Response:
    wiring.run(remove_list, requests.api_caller(request), _mark(list_id))
    return responses.json_text(204, "")


def shown(each: PeopleList) -> dict[str, Any]:
    return {"id": each.mark, "name": each.name, "q": each.q, "filters": list(each.filters)}


def address(kept: PeopleList) -> str:
    """Return what an address asks for, to open a list."""
    return asked.query_of(kept.q, kept.filters)


def _mark(list_id: str) -> str:
    """Return the list that a path names. Raises NotFound for what is no mark of ours."""
    if not (list_id.isascii() and list_id.isalnum() and len(list_id) <= LONGEST_ID):
        raise NotFound
    return list_id
