"""The survey on the spot: the screen of the room, and the page its code opens."""

import re

from chalice.app import Blueprint, Request, Response

from .. import wiring
from ..adapters.links import Purpose
from ..domain import event_surveys
from ..domain.errors import InvalidFields, NotFound, Unauthenticated
from ..domain.events import Event
from ..workflows.answer_on_the_spot import (
    Screen,
    answer_event_survey,
    event_called,
    read_event_survey,
    read_screen,
    recognised,
)
from . import event_links, forms, requests, responses, views
from .api_events import event_of_path
from .parsing import parse_fields
from .qr import qr_image
from .responses import BROWSER_COOKIE
from .routing import page

blueprint = Blueprint(__name__)

FOR_A_WHILE = 3 * 24 * 60 * 60


@page(blueprint, "GET", "/equipe/evenements/{event_id}/ecran")
def screen_page(request: Request, event_id: str) -> Response:
    caller = requests.staff_caller(request)
    screen: Screen = wiring.run(read_screen, caller, event_of_path(event_id))
    (code, *_) = wiring.links().short_codes(Purpose.EVENT_SURVEY, screen.event.id)
    address = f"{wiring.settings().site_url}/s/{code}"
    return responses.page(
        "staff_screen",
        screen=screen,
        code=qr_image(address, 16) if screen.open else "",
        address=address.partition("://")[2],
        over=wiring.now() >= screen.event.ends_at,
    )


@page(blueprint, "GET", "/s/{code}")
def short_address(request: Request, code: str) -> Response:
    """What people type from the screen, whatever their keyboard makes of the case."""
    event = wiring.run(event_called, code.lower(), _codes_of)
    return responses.redirect(f"/sondage/evenement?jeton={_token(event)}")


@page(blueprint, "GET", "/sondage/evenement")
def event_survey_page(request: Request) -> Response:
    token = requests.query(request, "jeton")
    event_id, _ = event_links.read(Purpose.EVENT_SURVEY, token)
    browser = _browser(request, "") or wiring.PROVIDERS["new_id"]()()
    event, answered = wiring.run(read_event_survey, event_id, _respondent(request, browser))
    if not answered:
        event_surveys.ensure_open(event, wiring.now())
    return _survey_page(event, token, browser, answered, {})


@page(blueprint, "POST", "/sondage/evenement")
def submit_event_survey(request: Request) -> Response:
    """Once for a participant that their session recognises, once for a browser otherwise."""
    from .models import SurveyBody

    fields = requests.form(request)
    token = forms.first(fields, "jeton")
    event_id, _ = event_links.read(Purpose.EVENT_SURVEY, token)
    browser = _browser(request, forms.first(fields, "reponse"))
    if not browser:
        raise NotFound
    respondent = _respondent(request, browser)
    try:
        body = parse_fields(SurveyBody, forms.answers_body(fields))
    except InvalidFields as failure:
        event, answered = wiring.run(read_event_survey, event_id, respondent)
        errors = forms.error_messages(failure)
        return _survey_page(event, token, browser, answered, errors, fields)
    wiring.run(answer_event_survey, event_id, respondent, body.answers.answers())
    return responses.redirect("/sondage/merci")


def _respondent(request: Request, browser: str) -> str:
    """The participant of this browser, or the browser itself."""
    try:
        caller = requests.participant_caller(request)
    except Unauthenticated:
        return browser
    return str(wiring.run(recognised, caller)) or browser


def _browser(request: Request, carried: str) -> str:
    """What names this browser: its cookie, or what the form carries where cookies are refused."""
    for name in (requests.cookie(request, BROWSER_COOKIE), carried):
        if re.fullmatch(r"[0-9a-f]{20}", name):
            return name
    return ""


def _codes_of(event_id: str) -> list[str]:
    return wiring.links().short_codes(Purpose.EVENT_SURVEY, event_id)


def _token(event: Event) -> str:
    return event_links.survey_url(event).partition("jeton=")[2]


def _survey_page(
    event: Event,
    token: str,
    browser: str,
    answered: bool,
    errors: dict[str, str],
    values: forms.Fields | None = None,
) -> Response:
    return responses.page(
        "event_survey",
        422 if errors else 200,
        {
            "Set_Cookie": [
                responses.set_cookie(BROWSER_COOKIE, browser, FOR_A_WHILE, "/sondage/evenement")
            ]
        },
        event=event,
        token=token,
        browser=browser,
        answered=answered,
        questions=views.ON_THE_SPOT,
        values=values or {},
        errors={name.removeprefix("answers."): text for name, text in errors.items()},
    )
