"""The API of the team: availabilities, agenda, outcomes."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from chalice.app import Blueprint, Request, Response

from .. import wiring
from ..domain.errors import FieldError, InvalidFields
from ..domain.people import require_staff
from ..workflows.agenda import read_agenda
from ..workflows.open_slots import open_slots, withdraw_slot
from ..workflows.record_outcome import record_outcome
from . import requests, responses, views
from .parsing import parse
from .routing import api

blueprint = Blueprint(__name__)

WIDEST = timedelta(days=400)


@api(blueprint, "POST", "/api/v1/staff/availabilities")
def post_availability(request: Request) -> Response:
    from .models import AvailabilityBody

    caller = requests.api_caller(request)
    require_staff(caller)
    once = requests.once(request, caller.person_id, _opened)
    body = parse(AvailabilityBody, requests.body(request))
    slots = wiring.run(open_slots, caller, body.adviser, body.opening(), once)
    return responses.json_text(*_opened(slots))


@api(blueprint, "DELETE", "/api/v1/staff/slots/{slot_id}")
def delete_slot(request: Request, slot_id: str) -> Response:
    wiring.run(withdraw_slot, requests.api_caller(request), requests.identifier(slot_id))
    return responses.json_text(204, "")


@api(blueprint, "GET", "/api/v1/staff/agenda")
def get_agenda(request: Request) -> Response:
    caller = requests.api_caller(request)
    since = _moment(request, "from", wiring.now() - timedelta(days=1))
    until = _moment(request, "to", since + timedelta(days=31))
    if not timedelta() <= until - since <= WIDEST:
        raise InvalidFields(FieldError("to", "out_of_range"))
    return responses.as_json(views.agenda(wiring.run(read_agenda, caller, since, until)))


@api(blueprint, "POST", "/api/v1/staff/sessions/{booking_id}/outcome")
def post_outcome(request: Request, booking_id: str) -> Response:
    from .models import OutcomeBody

    caller = requests.api_caller(request)
    require_staff(caller)
    once = requests.once(request, caller.person_id, _recorded)
    report = parse(OutcomeBody, requests.body(request)).report()
    booking = wiring.run(record_outcome, caller, requests.identifier(booking_id), report, once)
    return responses.json_text(*_recorded(booking))


def _opened(slots: Any) -> tuple[int, str]:
    return 201, responses.dumps({"slots": [views.slot(s) for s in slots]})


def _recorded(booking: Any) -> tuple[int, str]:
    return 200, responses.dumps(views.outcome(booking))


def _moment(request: Request, name: str, otherwise: datetime) -> datetime:
    """A date or a moment of the query, UTC; without offset it is the programme's time."""
    text = requests.query(request, name).replace(" ", "+")  # a bare + of an offset, decoded
    if not text:
        return otherwise
    try:
        moment = datetime.fromisoformat(text)
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=ZoneInfo(wiring.programme().zone))
        if not 2000 <= moment.year <= 2100:
            raise ValueError
        return moment.astimezone(UTC)
    except ValueError:
        raise InvalidFields(FieldError(name, "invalid_datetime")) from None
