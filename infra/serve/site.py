"""The site as one WSGI application: the app behind the gateway, and nothing beside it."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from chalice.app import Chalice
from werkzeug.wrappers import Request

from infra.invoking.gateway import Gateway

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment


class Site:
    """Answers HTTP; after each request, `wake` has what was written handed over at once."""

    def __init__(self, app: Chalice, wake: Callable[[], None]) -> None:
        self._gateway, self._wake = Gateway(app), wake

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        response = self._gateway.handle(Request(environ))
        self._wake()
        return response(environ, start_response)
