"""Which themes people want, beside what is open: the page from which hours are opened."""

from chalice.app import Request, Response

from ... import wiring
from ...domain.errors import Conflict, InvalidFields
from ...domain.people.callers import Caller
from ...domain.receipts import Once
from ...domain.sessions.slots import Slot
from ...workflows.demand.open_usual import open_usual, propose_usual
from ...workflows.demand.read_demand import read_demand
from ..http import forms, requests, responses
from ..http.once import form_once
from ..http.parsing import parse_fields
from ..http.problems import problem_of, status_of
from ..http.times import day_or_none, zone
from . import views


def get_demand(request: Request) -> Response:
    found = wiring.run(read_demand, requests.api_caller(request))
    return responses.as_json({"themes": [views.theme(each) for each in found]})


def demand_page(request: Request) -> Response:
    return _page(requests.staff_caller(request), done=requests.query(request, "fait"))


def submit_usual(request: Request) -> Response:
    """Open the hours that the page proposed for a theme; if they cannot be any more, say so."""
    from .models import UsualBody

    caller, fields = requests.staff_caller(request), requests.form(request)
    typed = {name: forms.first(fields, name) for name in ("theme", "starts_at")}
    try:
        body = parse_fields(UsualBody, typed)
        once: Once[tuple[Slot, ...]] = form_once(request, _opened)
        made = wiring.run(open_usual, caller, body.theme, body.starts_at, once)
    except (Conflict, InvalidFields) as failure:
        return _page(caller, failure)
    return responses.redirect(_opened(made))


def _opened(made: tuple[Slot, ...]) -> str:
    return f"/equipe/demande?fait={made[0].starts_at.astimezone(zone()).date()}"


def _page(
    caller: Caller, failure: Conflict | InvalidFields | None = None, done: str = ""
) -> Response:
    found = wiring.run(read_demand, caller)
    first = found[0].theme if found and found[0].missing else ""
    return responses.page(
        "demand/demand",
        status_of(failure) if failure else 200,
        themes=wiring.themes(),
        demand=found,
        most=max((max(each.wanted, each.free) for each in found), default=0),
        usual=wiring.run(propose_usual, caller, first) if first else None,
        done=day_or_none(done),
        problem=problem_of(failure) if failure else None,
    )
