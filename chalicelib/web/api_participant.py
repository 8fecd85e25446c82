"""The API of a participant, by their personal link's token; and of a survey, by its own."""

from typing import Any

from chalice.app import Blueprint, Request, Response

from .. import wiring
from ..domain.journey import steps
from ..workflows.answer_survey import answer_survey, read_survey
from ..workflows.book_session import BookingRequest, book_session, cancel_session, move_session
from ..workflows.manage_profile import change_profile, read_space
from . import requests, responses, views
from .parsing import parse
from .routing import api

blueprint = Blueprint(__name__)


@api(blueprint, "GET", "/api/v1/me")
def get_me(request: Request) -> Response:
    space = wiring.run(read_space, requests.api_caller(request))
    where = steps(space.bookings, space.documents, space.surveys)
    return responses.as_json(views.space(space, where))


@api(blueprint, "PATCH", "/api/v1/me")
def patch_me(request: Request) -> Response:
    from .models import ProfileChangesBody

    caller = requests.api_caller(request)
    wanted = parse(ProfileChangesBody, requests.body(request))
    wiring.run(change_profile, caller, wanted.changes(), wanted.consent_changes())
    return get_me(request)


@api(blueprint, "POST", "/api/v1/bookings")
def post_booking(request: Request) -> Response:
    from .models import BookingBody

    caller = requests.api_caller(request)
    once = requests.once(request, caller.person_id, _created)
    body = parse(BookingBody, requests.body(request))
    wanted = BookingRequest(caller, body.slot_id, body.theme, body.needs)
    return responses.json_text(*_created(wiring.run(book_session, wanted, once)))


@api(blueprint, "POST", "/api/v1/bookings/{booking_id}/reschedule")
def reschedule_booking(request: Request, booking_id: str) -> Response:
    from .models import RescheduleBody

    caller = requests.api_caller(request)
    once = requests.once(request, caller.person_id, _changed)
    slot_id = parse(RescheduleBody, requests.body(request)).slot_id
    moved = wiring.run(move_session, caller, requests.identifier(booking_id), slot_id, once)
    return responses.json_text(*_changed(moved))


@api(blueprint, "DELETE", "/api/v1/bookings/{booking_id}")
def delete_booking(request: Request, booking_id: str) -> Response:
    wiring.run(cancel_session, requests.api_caller(request), requests.identifier(booking_id))
    return responses.json_text(204, "")


@api(blueprint, "GET", "/api/v1/survey")
def get_survey(request: Request) -> Response:
    survey_id, epoch = requests.survey_caller(requests.bearer(request))
    return responses.as_json(views.survey(wiring.run(read_survey, survey_id, epoch)))


@api(blueprint, "POST", "/api/v1/survey")
def post_survey(request: Request) -> Response:
    from .models import SurveyBody

    survey_id, epoch = requests.survey_caller(requests.bearer(request))
    thanks = responses.dumps({"status": "answered"})
    once = requests.once(request, survey_id, lambda _: (201, thanks))
    answers = parse(SurveyBody, requests.body(request)).answers.answers()
    wiring.run(answer_survey, survey_id, epoch, answers, once)
    return responses.json_text(201, thanks)


def _created(booking: Any) -> tuple[int, str]:
    return 201, responses.dumps(views.booking(booking))


def _changed(booking: Any) -> tuple[int, str]:
    return 200, responses.dumps(views.booking(booking))
