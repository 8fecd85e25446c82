"""Style sheet, script, fonts and pictures, from the package."""

from chalice.app import Request, Response

from ... import wiring
from ...domain.errors import NotFound
from ..http import responses
from ..http.keeping import Kept


def static_file(request: Request, name: str) -> Response:
    return _serve(name)


def font_file(request: Request, name: str) -> Response:
    return _serve(f"fonts/{name}")


def favicon(request: Request) -> Response:
    return _serve(wiring.programme().look.logo)


def _serve(name: str) -> Response:
    found = wiring.assets().find(name)
    if found is None:
        raise NotFound
    answer = responses.raw(found.content, found.content_type)
    if found.lasting:
        answer.headers["Cache-Control"] = Kept.FOREVER.value
    return answer
