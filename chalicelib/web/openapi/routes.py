"""The route of the API's description."""

from chalice.app import Blueprint, Request, Response

from ... import wiring
from ..http import responses
from ..http.routing import Who, api

blueprint = Blueprint(__name__)

BLUEPRINTS = (blueprint,)


@api(blueprint, "GET", "/openapi.json", Who.ANYBODY)
def openapi(request: Request) -> Response:
    from .document import document

    return responses.as_json(document(wiring.settings().site_url))
