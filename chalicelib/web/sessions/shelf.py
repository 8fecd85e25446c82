"""What a member of the team keeps at hand: tools and next steps, arranged on a page of her own."""

from typing import Any

from chalice.app import Request, Response

from ... import wiring
from ...domain.errors import InvalidFields
from ...domain.people.callers import Caller
from ...domain.sessions.toolshelves import Toolshelf
from ...workflows.sessions.keep_shelf import arrange_shelf, keep_on_shelf, read_shelf
from ..http import forms, requests, responses
from ..http.parsing import parse, parse_fields
from ..http.problems import status_of
from .shelf_forms import box_of, shelf_body, ticked

PAGE = "/equipe/outils"


def shelf_page(request: Request) -> Response:
    return _page(requests.staff_caller(request), {}, done=requests.query(request, "fait"))


def submit_shelf(request: Request) -> Response:
    from .models import ShelfBody

    caller, fields = requests.staff_caller(request), requests.form(request)
    try:
        body = parse_fields(ShelfBody, shelf_body(fields))
    except InvalidFields as failure:
        return _page(caller, fields, failure)
    wiring.run(arrange_shelf, caller, body.wanted())
    return responses.redirect(f"{PAGE}?fait=oui")


def keep_ticked(caller: Caller, fields: forms.Fields) -> None:
    """Keep at hand what is ticked in a form that was carried out."""
    from .models import ShelfBody

    wanted = parse_fields(ShelfBody, ticked(fields)).wanted()
    if any(wanted):
        wiring.run(keep_on_shelf, caller, wanted)


def get_shelf(request: Request) -> Response:
    return responses.as_json(_shown(wiring.run(read_shelf, requests.api_member(request))))


def put_shelf(request: Request) -> Response:
    from .models import ShelfBody

    caller = requests.api_member(request)
    wanted = parse(ShelfBody, requests.body(request)).wanted()
    return responses.as_json(_shown(wiring.run(arrange_shelf, caller, wanted)))


def _shown(shelf: Toolshelf) -> dict[str, Any]:
    tools = [{"name": tool.name, "url": tool.url} for tool in shelf.tools]
    return {"tools": tools, "next_steps": list(shelf.next_steps)}


def _page(
    caller: Caller, values: forms.Fields, failure: InvalidFields | None = None, done: str = ""
) -> Response:
    shelf = wiring.run(read_shelf, caller)
    return responses.page(
        "sessions/shelf",
        status_of(failure) if failure else 200,
        tools=[(box_of(tool), tool) for tool in shelf.tools],
        steps=shelf.next_steps,
        values=values,
        wrong=list(forms.error_messages(failure, values).values()),
        done=done,
    )
