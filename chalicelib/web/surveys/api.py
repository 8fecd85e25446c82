"""The API of a survey, opened by the token of its own link."""

from chalice.app import Blueprint, Request, Response

from ... import wiring
from ...workflows.surveys.answer_survey import answer_survey, read_survey
from ..http import requests, responses
from ..http.parsing import parse
from ..http.routing import Who, api
from . import views
from .links import subject

blueprint = Blueprint(__name__)


@api(blueprint, "GET", "/api/v1/survey", Who.LINK)
def get_survey(request: Request) -> Response:
    survey_id, epoch = subject(requests.bearer(request))
    return responses.as_json(views.survey(wiring.run(read_survey, survey_id, epoch)))


@api(blueprint, "POST", "/api/v1/survey", Who.LINK)
def post_survey(request: Request) -> Response:
    from .models import SurveyBody

    survey_id, epoch = subject(requests.bearer(request))
    once = requests.once(request, survey_id, 201, _thanks)
    answers = parse(SurveyBody, requests.body(request)).answers.answers()
    return responses.answer(once, wiring.run(answer_survey, survey_id, epoch, answers, once))


def _thanks(_: object) -> dict[str, str]:
    return {"status": "answered"}
