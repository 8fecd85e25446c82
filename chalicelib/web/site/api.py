"""The route that says whether the site is up."""

from chalice.app import Blueprint, Request, Response

from ..http import responses
from ..http.routing import Who, api

blueprint = Blueprint(__name__)


@api(blueprint, "GET", "/healthz", Who.ANYBODY)
def healthz(request: Request) -> Response:
    return responses.as_json({"status": "ok"})
