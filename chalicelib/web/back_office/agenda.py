"""The team's week: of one adviser, or of all side by side."""

from chalice.app import Request, Response

from ... import wiring
from ...workflows.week.undo_withdrawal import undoable_until
from ..http import requests, responses
from . import views


def agenda_page(request: Request) -> Response:
    caller = requests.staff_caller(request)
    monday = views.week_of(requests.query(request, "semaine"))
    adviser = requests.query(request, "conseillere")
    slot = requests.query(request, "plage")
    until = wiring.run(undoable_until, caller, requests.identifier(slot)) if slot else None
    shown = responses.page(
        "back_office/agenda",
        done=requests.query(request, "fait"),
        withdrawn=slot,
        undo_until=until,
        **views.week(caller, monday, adviser),
    )
    return responses.with_script(shown) if until else shown
