"""API Gateway in this process: an HTTP request becomes its event, the app's answer a response."""

import base64
import uuid
from functools import cache
from typing import Any

from chalice.app import Chalice
from chalice.local import LocalChalice
from werkzeug.exceptions import NotFound
from werkzeug.routing import Map, Rule
from werkzeug.wrappers import Request, Response

from chalicelib.web.http import responses

from .pump import Context

LARGEST = 10 * 1024 * 1024  # API Gateway's limit


class ThreadSafeChalice(LocalChalice, Chalice):
    """Chalice keeps the current request on the app; here each thread has its own."""


class Gateway:
    def __init__(self, app: Chalice) -> None:
        app.__class__ = ThreadSafeChalice
        self._app, self._map = app, _map(app)

    def handle(self, request: Request) -> Response:
        """Answer a request.

        Unknown routes, and bodies over the limit, never reach the app.
        """
        if (request.content_length or 0) > LARGEST:
            return _problem("too_large", 413)
        try:
            pattern, parameters = self._map.bind("").match(request.path)
        except NotFound:
            return self._missing(request)
        event = _event(request, pattern, parameters)
        answer = _response(self._app(event, Context("api_handler")))
        # The body of HEAD is left out: its length is not that of what GET answers.
        answer.automatically_set_content_length = request.method != "HEAD"
        return answer

    def _missing(self, request: Request) -> Response:
        if request.path.startswith(("/api/", "/_local/")):
            return _problem("not_found", 404)
        # A page of the site that does not exist: the same page as for an unknown theme.
        return _response(self._app(_event(request, "/themes/{slug}", {"slug": "-"}, "GET"), None))


@cache
def _map(app: Chalice) -> Map:
    """Map the app's paths, once: compiling them takes longer than a request."""
    rules = [
        Rule(pattern.replace("{", "<").replace("}", ">"), endpoint=pattern)
        for pattern in app.routes
    ]
    return Map(rules, strict_slashes=False, merge_slashes=False)


def _event(
    request: Request, pattern: str, parameters: Any, method: str | None = None
) -> dict[str, Any]:
    query = {name: request.args.getlist(name) for name in request.args}
    return {
        "resource": pattern,
        "path": request.path,
        "httpMethod": method or request.method,
        "headers": dict(request.headers),
        "multiValueHeaders": {n: request.headers.getlist(n) for n, _ in request.headers},
        "queryStringParameters": {name: values[-1] for name, values in query.items()} or None,
        "multiValueQueryStringParameters": query or None,
        "pathParameters": dict(parameters) or None,
        "stageVariables": None,
        "requestContext": {
            "requestId": str(uuid.uuid4()),
            "resourcePath": pattern,
            "httpMethod": method or request.method,
            "path": request.path,
            "identity": {"sourceIp": "127.0.0.1"},
        },
        "body": base64.b64encode(request.get_data()).decode(),
        "isBase64Encoded": True,
    }


def _response(answer: dict[str, Any]) -> Response:
    body = base64.b64decode(answer["body"]) if answer.get("isBase64Encoded") else answer["body"]
    response = Response(body, status=answer["statusCode"])
    response.headers.clear()
    for name, value in answer["headers"].items():
        response.headers[name] = value
    for name, values in answer["multiValueHeaders"].items():
        response.headers.setlist(name, values)
    return response


def _problem(code: str, status: int) -> Response:
    answer = responses.plain_problem(code, status)
    return Response(answer.body, status=status, headers=answer.headers)
