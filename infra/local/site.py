"""The site as one WSGI application: the gateway, and the console beside it."""

from werkzeug.wrappers import Request, Response

from .console import Console
from .gateway import Gateway
from .system import System


class Site:
    """Answers HTTP; wakes the pump after each request, so that mails leave at once."""

    def __init__(self, system: System) -> None:
        self._system = system
        self._gateway, self._console = Gateway(system.app.app), Console(system)

    @Request.application
    def __call__(self, request: Request) -> Response:
        if request.path.startswith("/_local"):
            return self._console.handle(request)
        response = self._gateway.handle(request)
        self._system.pump.wake()
        return response


def site_of(system: System) -> Site:
    return Site(system)
