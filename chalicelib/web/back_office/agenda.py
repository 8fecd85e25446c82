"""The team's first page: its week."""

from chalice.app import Blueprint, Request, Response

from ..http import requests, responses
from ..http.routing import Who, page
from . import views

blueprint = Blueprint(__name__)


@page(blueprint, "GET", "/equipe", Who.STAFF)
def agenda_page(request: Request) -> Response:
    caller = requests.staff_caller(request)
    return responses.page(
        "back_office/agenda",
        values={},
        errors={},
        problem=None,
        done=requests.query(request, "fait"),
        **views.week(caller, views.monday_of(requests.query(request, "semaine"))),
    )
