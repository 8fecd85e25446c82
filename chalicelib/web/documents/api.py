"""The API of themes."""

from chalice.app import Request, Response

from ... import wiring
from ..http import responses
from . import views


def list_themes(request: Request) -> Response:
    return responses.as_json({"themes": [views.theme(t) for t in wiring.offered().values()]})
