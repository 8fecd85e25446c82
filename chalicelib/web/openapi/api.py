"""The route of the API's description."""

from chalice.app import Request, Response

from ... import wiring
from ..http import responses


def openapi(request: Request) -> Response:
    from .document import document

    return responses.as_json(document(wiring.programme().name, wiring.settings().site_url))
