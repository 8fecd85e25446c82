"""The route that says whether the site is up."""

from chalice.app import Request, Response

from ... import wiring
from ..http import responses


def healthz(request: Request) -> Response:
    """Answer that the site is up: it has the keys without which no link opens."""
    wiring.links()
    return responses.as_json({"status": "ok"})
