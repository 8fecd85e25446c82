"""The API of the hours that advisers open."""

from collections.abc import Iterable
from typing import Any

from chalice.app import Request, Response

from ... import wiring
from ...domain.errors import FieldError, InvalidFields
from ...domain.receipts import NO_KEY
from ...domain.sessions.slots import Slot
from ...domain.week.day_changes import DayChange
from ...workflows.people.find_member import find_member
from ...workflows.week.change_day import change_day, undo_day_change
from ...workflows.week.open_hours import open_slots
from ...workflows.week.open_weekly import open_weekly
from ..http import requests, responses
from ..http.parsing import parse
from ..http.times import local
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


def post_day_change(request: Request) -> Response:
    from .days import change_of
    from .models import DayChangeBody

    caller = requests.api_member(request)
    once = requests.once(request, caller.person_id, 201, _changing)
    body = parse(DayChangeBody, requests.body(request))
    adviser = wiring.run(find_member, body.adviser)
    if adviser is None:
        raise InvalidFields(FieldError("adviser", "unknown_adviser"))
    change = change_of(body, adviser.id, caller)
    return responses.answer(once, wiring.run(change_day, caller, change, once, body.hour()))


def delete_day_change(request: Request, change_id: str) -> Response:
    caller, identifier = requests.api_caller(request), requests.identifier(change_id)
    wiring.run(undo_day_change, caller, identifier, NO_KEY)
    return responses.json_text(204, "")


def _changing(change: DayChange) -> dict[str, Any]:
    return {"id": change.id, "undo_until": local(change.next_at)}


def _opened(slots: Iterable[Slot]) -> dict[str, Any]:
    return {"slots": [views.slot(each) for each in slots]}
