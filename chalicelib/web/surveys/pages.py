"""The survey's page, opened by the link of its mail."""

from chalice.app import Request, Response

from ... import wiring
from ...domain.errors import InvalidFields
from ...domain.surveys.surveys import Survey
from ...workflows.surveys.answer_survey import answer_survey, read_survey
from ..http import forms, requests, responses
from ..http.once import form_to
from ..http.parsing import parse_fields
from . import views
from .forms import answers_body
from .links import subject

SURVEY_COOKIE = "brigade_sondage"
THANKS = "/sondage/merci"


def survey_page(request: Request) -> Response:
    token = requests.query(request, "jeton")
    if token:
        return _enter(token)
    token = requests.kept(request, SURVEY_COOKIE)
    return _survey_page(wiring.run(read_survey, *subject(token)), token, {}, {})


def submit_survey(request: Request) -> Response:
    from .models import SurveyBody

    fields = requests.form(request)
    token = _token(request, fields)
    survey_id, epoch = subject(token)
    try:
        body = parse_fields(SurveyBody, answers_body(fields))
    except InvalidFields as failure:
        survey = wiring.run(read_survey, survey_id, epoch)
        errors = forms.error_messages(failure, fields)
        return _survey_page(survey, token, fields, errors, 422)
    wiring.run(answer_survey, survey_id, epoch, body.answers.answers(), form_to(request, THANKS))
    return responses.redirect(THANKS)


def survey_done(request: Request) -> Response:
    return responses.page("surveys/done")


def _enter(token: str) -> Response:
    """Move the token to a cookie as it is: it ends when it was to end, however often it is used."""
    wiring.run(read_survey, *subject(token))
    return responses.kept(SURVEY_COOKIE, token, "/sondage")


def _token(request: Request, fields: forms.Fields) -> str:
    """Return the token of a form: its own, should the browser have dropped the cookie meanwhile.

    Raises Unauthenticated without one.
    """
    return forms.first(fields, "jeton") or requests.kept(request, SURVEY_COOKIE)


def _survey_page(
    survey: Survey,
    token: str,
    values: dict[str, list[str]],
    errors: dict[str, str],
    status: int = 200,
) -> Response:
    return responses.page(
        "surveys/survey",
        status,
        answered=survey.answers is not None,
        survey=survey,
        token=token,
        theme=wiring.themes().get(survey.theme),
        questions=views.asked_here(wiring.questionnaire().session),
        values=values,
        errors={name.removeprefix("answers."): text for name, text in errors.items()},
    )
