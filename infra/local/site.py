"""The site as one WSGI application: the gateway, and the console beside it."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from werkzeug.wrappers import Request

from ..invoking.gateway import Gateway
from .console import Console
from .system import System

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment


class Site:
    """Answers HTTP; wakes the pump after each request, so that mails leave at once."""

    def __init__(self, system: System) -> None:
        self._system = system
        self._gateway, self._console = Gateway(system.app.app), Console(system)

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        request = Request(environ)
        if request.path.startswith("/_local"):
            return self._console.handle(request)(environ, start_response)
        response = self._gateway.handle(request)
        self._system.pump.wake()
        return response(environ, start_response)
