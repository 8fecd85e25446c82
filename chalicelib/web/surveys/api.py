"""The API of a survey, opened by the token of its own link."""

from chalice.app import Request, Response

from ... import wiring
from ...workflows.surveys.answer_survey import answer_survey, read_survey
from ..http import requests, responses
from ..http.parsing import parse
from . import views
from .links import subject


def get_survey(request: Request) -> Response:
    survey_id, epoch = subject(requests.bearer(request))
    return responses.as_json(views.survey(wiring.run(read_survey, survey_id, epoch)))


def post_survey(request: Request) -> Response:
    from .models import SurveyBody

    survey_id, epoch = subject(requests.bearer(request))
    once = requests.once(request, survey_id, 201, _thanks)
    answers = parse(SurveyBody, requests.body(request)).answers.answers()
    return responses.answer(once, wiring.run(answer_survey, survey_id, epoch, answers, once))


def _thanks(_: object) -> dict[str, str]:
    return {"status": "answered"}
