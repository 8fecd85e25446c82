"""Which themes people want, beside what is open: the page from which hours are opened."""

from chalice.app import Request, Response

from ... import wiring
from ...workflows.demand.read_demand import read_demand
from ..http import requests, responses
from . import views


def get_demand(request: Request) -> Response:
    found = wiring.run(read_demand, requests.api_caller(request))
    return responses.as_json({"themes": [views.theme(each) for each in found]})


def demand_page(request: Request) -> Response:
    found = wiring.run(read_demand, requests.staff_caller(request))
    return responses.page(
        "demand/demand",
        themes=wiring.themes(),
        demand=found,
        most=max((max(each.wanted, each.free) for each in found), default=0),
    )
