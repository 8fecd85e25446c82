"""The survey on the spot: the screen of the room, the page its code opens, the answers."""

import re

from chalice.app import Request, Response

from ... import wiring
from ...domain.errors import InvalidFields, NotFound, Unauthenticated
from ...domain.events.events import Event
from ...domain.surveys import on_the_spot as event_surveys
from ...workflows.surveys.answer_on_the_spot import (
    Screen,
    answer_event_survey,
    event_called,
    read_event_survey,
    read_screen,
    read_tally,
    recognised,
)
from ..http import forms, requests, responses
from ..http.formats.qr import qr_image
from ..http.parsing import parse_fields
from ..http.paths import event_of_path
from . import views
from .forms import answers_body
from .links import event_of_token, event_token, short_codes

BROWSER_COOKIE = "brigade_reponse"

FOR_A_WHILE = 3 * 24 * 60 * 60


def screen_page(request: Request, event_id: str) -> Response:
    caller = requests.staff_caller(request)
    screen: Screen = wiring.run(read_screen, caller, event_of_path(event_id))
    (code, *_) = short_codes(screen.event.id)
    address = f"{wiring.settings().site_url}/s/{code}"
    shown = responses.page(
        "surveys/screen",
        screen=screen,
        code=qr_image(address, 16) if screen.open else "",
        address=address.partition("://")[2],
        over=screen.event.over(wiring.now()),
    )
    return responses.with_script(shown)


def tally_page(request: Request, event_id: str) -> Response:
    caller = requests.staff_caller(request)
    event, tally = wiring.run(read_tally, caller, event_of_path(event_id))
    return responses.page("surveys/answers", event=event, tally=tally)


def short_address(request: Request, code: str) -> Response:
    """Open the survey by the code people type from the screen, in upper or lower case."""
    event = wiring.run(event_called, code.lower(), short_codes)
    return responses.redirect(f"/sondage/evenement?jeton={event_token(event)}")


def event_survey_page(request: Request) -> Response:
    token = requests.query(request, "jeton")
    event_id = event_of_token(token)
    browser = _browser(request, "") or wiring.PROVIDERS["new_id"]()()
    event, answered = wiring.run(read_event_survey, event_id, _respondent(request, browser))
    if not answered:
        event_surveys.ensure_open(event, wiring.now())
    return _survey_page(event, token, browser, answered, {})


def submit_event_survey(request: Request) -> Response:
    """Take an answer: once for a participant that the session recognises, else once a browser."""
    from .models import SurveyBody

    fields = requests.form(request)
    token = forms.first(fields, "jeton")
    event_id = event_of_token(token)
    browser = _browser(request, forms.first(fields, "reponse"))
    if not browser:
        raise NotFound
    respondent = _respondent(request, browser)
    try:
        body = parse_fields(SurveyBody, answers_body(fields))
    except InvalidFields as failure:
        event, answered = wiring.run(read_event_survey, event_id, respondent)
        errors = forms.error_messages(failure, fields)
        return _survey_page(event, token, browser, answered, errors, fields)
    wiring.run(answer_event_survey, event_id, respondent, body.answers.answers())
    path = "/sondage/evenement"
    kept = responses.set_cookie(BROWSER_COOKIE, browser, FOR_A_WHILE, path)
    return responses.redirect("/sondage/merci", [kept])


def _respondent(request: Request, browser: str) -> str:
    """Return the participant of this browser, or else the browser itself."""
    try:
        caller = requests.participant_caller(request)
    except Unauthenticated:
        return browser
    return str(wiring.run(recognised, caller)) or browser


def _browser(request: Request, carried: str) -> str:
    """Return what identifies this browser: its cookie or, if cookies are refused, a form field."""
    for name in (requests.cookie(request, BROWSER_COOKIE), carried):
        if re.fullmatch(r"[0-9a-f]{20}", name):
            return name
    return ""


def _survey_page(
    event: Event,
    token: str,
    browser: str,
    answered: bool,
    errors: dict[str, str],
    values: forms.Fields | None = None,
) -> Response:
    return responses.page(
        "surveys/on_the_spot",
        422 if errors else 200,
        event=event,
        token=token,
        browser=browser,
        answered=answered,
        questions=views.asked_here(wiring.questionnaire().on_the_spot),
        values=values or {},
        errors={name.removeprefix("answers."): text for name, text in errors.items()},
    )
