"""What every address answers: HEAD as GET, and to other methods a 405 that says what is allowed.

API Gateway passes on any method of an address that it knows, so that one rule serves all routes.
"""

from collections.abc import Callable, Mapping
from typing import Any

from chalice.app import Request, Response

from . import responses
from .routing import DECLARED

WITHOUT_BODY = "without_body"
"""In the context of a request that was HEAD: nobody sees its answer."""

Routes = Mapping[str, Mapping[str, Any]]
"""Path → the methods that routes declare for it."""


def answer(event: Request, get_response: Callable[[Request], Response], routes: Routes) -> Response:
    """Return the route's answer; for HEAD, that of GET without its body."""
    path, asked = event.context["resourcePath"], event.method
    known = routes[path]
    if asked == "HEAD" and "GET" in known:
        # The view sees the request that it answers, and so does what chooses it.
        event.method = event.context["httpMethod"] = "GET"
        event.context[WITHOUT_BODY] = True
        found = get_response(event)
        found.body = b""
        return found
    return get_response(event) if asked in known else _refused(path, known)


def _refused(path: str, known: Mapping[str, Any]) -> Response:
    """Return a page, or a problem where an address of the API is asked."""
    told = responses.error_page if _is_of_a_page(path, known) else responses.plain_problem
    found = told("method_not_allowed", 405)
    found.headers["Allow"] = allowed(known)
    return found


def allowed(known: Mapping[str, Any]) -> str:
    """Return the header Allow of an address with these methods."""
    return ", ".join(sorted({*known, "HEAD"} if "GET" in known else known))


def _is_of_a_page(path: str, known: Mapping[str, Any]) -> bool:
    return any(DECLARED[method, path].page for method in known)
