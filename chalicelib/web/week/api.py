"""The API of the hours that advisers open."""

from collections.abc import Iterable
from typing import Any

from chalice.app import Request, Response

from ... import wiring
from ...domain.sessions.slots import Slot
from ...workflows.week.open_hours import open_slots
from ...workflows.week.open_weekly import open_weekly
from ..http import requests, responses
from ..http.parsing import parse
from ..sessions import views


def post_availability(request: Request) -> Response:
    from .models import AvailabilityBody

    caller = requests.api_member(request)
    once = requests.once(request, caller.person_id, 201, _opened)
    body = parse(AvailabilityBody, requests.body(request))
    if body.repeat is None:
        slots = wiring.run(open_slots, caller, body.adviser, body.opening(), once)
    else:
        repeat = body.repeat.repeat()
        slots = wiring.run(open_weekly, caller, body.adviser, body.opening(), repeat, once)
    return responses.answer(once, slots)


def _opened(slots: Iterable[Slot]) -> dict[str, Any]:
    return {"slots": [views.slot(each) for each in slots]}
