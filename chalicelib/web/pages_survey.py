"""The survey's page and the unsubscription's, each entered by the link of its mail."""

from chalice.app import Blueprint, Request, Response

from .. import wiring
from ..adapters.links import Purpose
from ..domain.errors import InvalidFields
from ..domain.surveys import Survey
from ..workflows.answer_survey import answer_survey, read_survey
from ..workflows.manage_profile import unsubscribe
from . import forms, requests, responses, views
from .parsing import parse_fields
from .responses import SURVEY_COOKIE
from .routing import page

blueprint = Blueprint(__name__)


@page(blueprint, "GET", "/sondage")
def survey_page(request: Request) -> Response:
    token = requests.query(request, "jeton")
    if token:
        return _enter(token)
    survey = wiring.run(read_survey, *_session(request))
    return _survey_page(survey, {}, {})


@page(blueprint, "POST", "/sondage")
def submit_survey(request: Request) -> Response:
    from .models import SurveyBody

    (survey_id, epoch), fields = _session(request), requests.form(request)
    try:
        body = parse_fields(SurveyBody, forms.answers_body(fields))
    except InvalidFields as failure:
        survey = wiring.run(read_survey, survey_id, epoch)
        return _survey_page(survey, fields, forms.error_messages(failure), 422)
    wiring.run(answer_survey, survey_id, epoch, body.answers.answers(), None)
    return responses.redirect("/sondage/merci")


@page(blueprint, "GET", "/sondage/merci")
def survey_done(request: Request) -> Response:
    return responses.page("survey_done")


@page(blueprint, "GET", "/desabonnement")
def unsubscribe_form(request: Request) -> Response:
    """Shows a button: opening a link changes nothing."""
    token = requests.query(request, "jeton")
    _subject(token)
    return responses.page("unsubscribe", token=token, done="")


@page(blueprint, "POST", "/desabonnement")
def submit_unsubscribe(request: Request) -> Response:
    """The page's button, and the mail program's one click (RFC 8058)."""
    token = requests.query(request, "jeton")
    again = requests.query(request, "retour") == "oui"
    wiring.run(unsubscribe, _subject(token), again)
    return responses.page("unsubscribe", token=token, done="back" if again else "out")


def _subject(token: str) -> str:
    return wiring.links().read(Purpose.UNSUBSCRIBE, token, wiring.now())[0]


def _enter(token: str) -> Response:
    survey_id, epoch = requests.survey_caller(token)
    wiring.run(read_survey, survey_id, epoch)
    session = wiring.links().token(Purpose.SURVEY, survey_id, epoch, wiring.now())
    return responses.kept(SURVEY_COOKIE, session, "/sondage")


def _session(request: Request) -> tuple[str, int]:
    token = requests.kept(request, SURVEY_COOKIE)
    requests.same_origin(request)
    return requests.survey_caller(token)


def _survey_page(
    survey: Survey, values: dict[str, list[str]], errors: dict[str, str], status: int = 200
) -> Response:
    return responses.page(
        "survey",
        status,
        answered=survey.answers is not None,
        survey=survey,
        theme=wiring.themes().get(survey.theme),
        questions=views.QUESTIONS,
        values=values,
        errors={name.removeprefix("answers."): text for name, text in errors.items()},
    )
