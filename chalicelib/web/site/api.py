"""The route that says whether the site is up."""

from chalice.app import Request, Response

from ..http import responses


def healthz(request: Request) -> Response:
    return responses.as_json({"status": "ok"})
