"""The route that says whether the site is up."""

from chalice.app import Request, Response

from ... import wiring
from ..http import responses


def healthz(request: Request) -> Response:
    """Answer that the site has the keys of its links, and can read what it says of itself."""
    for needed in (wiring.links, wiring.programme, wiring.themes, wiring.questionnaire):
        needed()
    wiring.templates().ensure_read()
    return responses.as_json({"status": "ok"})
