"""The team's week: of one adviser, or of all side by side."""

from chalice.app import Request, Response

from ..http import requests, responses
from . import views


def agenda_page(request: Request) -> Response:
    caller = requests.staff_caller(request)
    monday = views.week_of(requests.query(request, "semaine"))
    adviser = requests.query(request, "conseillere")
    return responses.page(
        "back_office/agenda",
        done=requests.query(request, "fait"),
        **views.week(caller, monday, adviser),
    )
