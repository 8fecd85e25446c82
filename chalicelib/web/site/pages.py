"""The pages that anybody may read."""

from chalice.app import Request, Response

from ... import wiring
from ..http import responses


def home(request: Request) -> Response:
    from ..http.formats.structured import organisation, script

    described = script(organisation())
    return responses.page("site/home", themes=list(wiring.offered().values()), structured=described)


def robots(request: Request) -> Response:
    text = wiring.templates().render("pages/site/robots.txt")
    return responses.raw(text.encode(), "text/plain; charset=utf-8")


def privacy(request: Request) -> Response:
    return responses.page("site/privacy")


def accessibility(request: Request) -> Response:
    return responses.page("site/accessibility")
