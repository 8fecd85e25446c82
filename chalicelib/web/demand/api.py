"""The API of alerts, for participants: told once an hour for a theme is free."""

from chalice.app import Request, Response

from ... import wiring
from ...domain.errors import NotFound
from ...domain.receipts import NO_KEY
from ...workflows.demand.ask_for_alert import ask_for_alert, leave_line
from ...workflows.people.manage_profile import read_space
from ..http import requests, responses
from ..http.parsing import parse
from . import views


def get_alerts(request: Request) -> Response:
    space = wiring.run(read_space, requests.api_caller(request))
    return responses.as_json({"alerts": [views.alert(each) for each in space.alerts]})


def post_alert(request: Request) -> Response:
    from .models import AlertBody

    caller = requests.api_caller(request)
    once = requests.once(request, caller.person_id, 201, views.alert)
    body = parse(AlertBody, requests.body(request))
    return responses.answer(once, wiring.run(ask_for_alert, caller, body.theme, once))


def delete_alert(request: Request, theme: str) -> Response:
    if theme not in wiring.themes():
        raise NotFound
    wiring.run(leave_line, requests.api_caller(request), theme, NO_KEY)
    return responses.json_text(204, "")
