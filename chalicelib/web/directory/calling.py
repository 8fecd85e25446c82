"""Somebody telephones: the team registers them, and books an hour for them."""

from typing import Any

from chalice.app import Request, Response

from ... import wiring
from ...domain.people.participants import Participant
from ...workflows.directory.book_for_person import book_for_person
from ...workflows.directory.register_caller import register_caller
from ...workflows.sessions.book_session import BookingRequest
from ..http import requests, responses
from ..http.parsing import parse
from ..http.paths import person_of_path
from ..sessions import views as sessions


def post_person(request: Request) -> Response:
    from .models import CallerBody

    caller = requests.api_member(request)
    once = requests.once(request, caller.person_id, 201, _registered)
    told = parse(CallerBody, requests.body(request)).registration()
    return responses.answer(once, wiring.run(register_caller, caller, told, once))


def post_booking(request: Request) -> Response:
    from .models import BookingForBody

    caller = requests.api_member(request)
    body = parse(BookingForBody, requests.body(request))
    whom = person_of_path(body.participant_id)
    once = requests.once(request, caller.person_id, 201, sessions.booking, whom)
    wanted = BookingRequest(caller, body.slot_id, body.theme, body.needs)
    return responses.answer(once, wiring.run(book_for_person, wanted, whom, once))


def _registered(person: Participant) -> dict[str, Any]:
    return {"id": person.id}
