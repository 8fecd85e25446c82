"""The API of the team for sessions: openings, slots, outcomes."""

from collections.abc import Iterable
from typing import Any

from chalice.app import Request, Response

from ... import wiring
from ...domain.receipts import NO_KEY
from ...domain.sessions.slots import Slot
from ...workflows.sessions.open_slots import open_slots, withdraw_slot
from ...workflows.sessions.record_outcome import record_outcome
from ..http import requests, responses
from ..http.parsing import parse
from . import views


def post_availability(request: Request) -> Response:
    from .models import AvailabilityBody

    caller = requests.api_member(request)
    once = requests.once(request, caller.person_id, 201, _opened)
    body = parse(AvailabilityBody, requests.body(request))
    slots = wiring.run(open_slots, caller, body.adviser, body.opening(), once)
    return responses.answer(once, slots)


def delete_slot(request: Request, slot_id: str) -> Response:
    caller, identifier = requests.api_caller(request), requests.identifier(slot_id)
    wiring.run(withdraw_slot, caller, identifier, NO_KEY)
    return responses.json_text(204, "")


def post_outcome(request: Request, booking_id: str) -> Response:
    """Answer with the session alone: what was written of it is no receipt's to keep."""
    from .models import OutcomeBody

    caller = requests.api_member(request)
    once = requests.once(request, caller.person_id, 200, views.booking, booking_id)
    report = parse(OutcomeBody, requests.body(request)).report()
    booking = wiring.run(record_outcome, caller, requests.identifier(booking_id), report, once)
    return responses.answer(once, booking)


def _opened(slots: Iterable[Slot]) -> dict[str, Any]:
    return {"slots": [views.slot(each) for each in slots]}
