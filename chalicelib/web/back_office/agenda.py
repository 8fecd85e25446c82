"""The team's first page: its week."""

from chalice.app import Request, Response

from ..http import requests, responses
from ..http.lasting import drafts
from . import views


def agenda_page(request: Request) -> Response:
    caller = requests.staff_caller(request)
    return responses.page(
        "back_office/agenda",
        values=drafts.typed(caller, "/equipe/plages"),
        errors={},
        problem=None,
        done=requests.query(request, "fait"),
        **views.week(caller, views.monday_of(requests.query(request, "semaine"))),
    )
