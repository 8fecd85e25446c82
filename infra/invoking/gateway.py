"""API Gateway in this process: an HTTP request becomes its event, the app's answer a response."""

import base64
import json
import uuid
from functools import cache
from typing import Any

from chalice.app import Chalice
from chalice.local import LocalChalice
from werkzeug.exceptions import NotFound
from werkzeug.routing import Map, Rule
from werkzeug.wrappers import Request, Response

from chalicelib.web.http import responses
from infra.packaging.gateway import ANSWERS

from .codings import TooLong, UnknownCoding, compress, decompressed
from .events import Context

LARGEST = 10 * 1024 * 1024  # API Gateway's limit
LAMBDA_LARGEST = 6 * 1024 * 1024
"""What Lambda takes and answers, as JSON: a body, in base64, is a third longer there."""


class ThreadSafeChalice(LocalChalice, Chalice):
    """Chalice keeps the current request on the app; here each thread has its own."""


class Gateway:
    def __init__(self, app: Chalice) -> None:
        app.__class__ = ThreadSafeChalice
        self._app, self._map = app, _map(app)

    def handle(self, request: Request) -> Response:
        """Answer a request, compressed if it may be.

        Unknown routes, and bodies over the limits, never reach the app.
        """
        response = self._answer(request)
        # The body of HEAD is left out: its length is not that of what GET answers.
        response.automatically_set_content_length = request.method != "HEAD"
        compress(request, response)
        return response

    def _answer(self, request: Request) -> Response:
        if (request.content_length or 0) > LARGEST:
            return _own(request, "REQUEST_TOO_LARGE")
        try:
            body = decompressed(request, LARGEST)
        except TooLong:
            return _own(request, "REQUEST_TOO_LARGE")
        except UnknownCoding:
            return _own(request, "UNSUPPORTED_MEDIA_TYPE")
        try:
            pattern, parameters = self._map.bind("").match(request.path)
        except NotFound:
            return self._missing(request)
        return self._invoke(request, _event(request, body, pattern, parameters))

    def _invoke(self, request: Request, event: dict[str, Any]) -> Response:
        if _size(event) > LAMBDA_LARGEST:
            return _own(request, "REQUEST_TOO_LARGE")
        answer = self._app(event, Context("api_handler"))
        if _size(answer) > LAMBDA_LARGEST:
            return _own(request, "INTEGRATION_FAILURE")
        return _response(answer)

    def _missing(self, request: Request) -> Response:
        if request.path.startswith(("/api/", "/_local/")):
            return _problem("not_found", 404)
        # A page of the site that does not exist: the same page as for an unknown theme.
        event = _event(request, b"", "/themes/{slug}", {"slug": "-"}, "GET")
        return _response(self._app(event, None))


@cache
def _map(app: Chalice) -> Map:
    """Map the app's paths, once: compiling them takes longer than a request."""
    rules = [
        Rule(pattern.replace("{", "<").replace("}", ">"), endpoint=pattern)
        for pattern in app.routes
    ]
    return Map(rules, strict_slashes=False, merge_slashes=False)


def _size(document: dict[str, Any]) -> int:
    """Return how long an event or an answer is for Lambda: nearly all of it is the body."""
    rest = {name: value for name, value in document.items() if name != "body"}
    return len(document["body"]) + len(json.dumps(rest))


def _event(
    request: Request, body: bytes, pattern: str, parameters: Any, method: str | None = None
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
            "identity": {"sourceIp": request.remote_addr or "127.0.0.1"},
        },
        "body": base64.b64encode(body).decode(),
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


def _own(request: Request, kind: str) -> Response:
    """Return an answer of API Gateway's own: a page for a browser, a problem for others."""
    code, status = ANSWERS[kind]
    wanted = request.accept_mimetypes.best_match(["application/json", "text/html"])
    if wanted != "text/html":
        return _problem(code, status)
    page = responses.error_page(code, status)
    return Response(page.body, status=status, headers=page.headers)


def _problem(code: str, status: int) -> Response:
    answer = responses.plain_problem(code, status)
    return Response(answer.body, status=status, headers=answer.headers)
