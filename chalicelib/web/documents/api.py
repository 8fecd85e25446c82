"""The API of themes."""

from chalice.app import Blueprint, Request, Response

from ... import wiring
from ..http import responses
from ..http.routing import Who, api
from . import views

blueprint = Blueprint(__name__)


@api(blueprint, "GET", "/api/v1/themes", Who.ANYBODY)
def list_themes(request: Request) -> Response:
    return responses.as_json({"themes": [views.theme(t) for t in wiring.themes().values()]})
