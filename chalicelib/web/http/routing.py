"""Routes, with errors answered at the edge: a problem document for the API, a page for people."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Flag, auto
from functools import partial, wraps
from importlib import import_module
from typing import Any

from chalice.app import Blueprint, Request, Response

from ... import asking, wiring
from ...domain.acts import Act
from ...domain.errors import DomainError, Forbidden, TooMany, Unauthenticated
from ...domain.looks import Shows
from ...domain.receipts import Replay
from ...domain.unreadable import UnreadableItem
from . import responses
from .guarding.sentences import ASKED_AGAIN
from .keeping import Kept, keep
from .problems import TooLarge, problem_of, status_of

View = Callable[..., Response]
Edge = Callable[[View, Request, dict[str, Any]], Response]


class Who(Flag):
    """Who a route is for; a test calls each route as everybody else, and must be refused.

    `ANYBODY` with another: it answers everybody, and tells that other one more.
    """

    ANYBODY = auto()
    PARTICIPANT = auto()
    STAFF = auto()
    """The team: those of it whose role may do the route's act (`domain/people/roles.py`)."""
    LINK = auto()
    """Whoever has the token of a link, for this one purpose."""


@dataclass(frozen=True)
class Declared:
    """What a route declares.

    `act`: what a member of the team does by it. `page`: errors are told to people, not to programs.
    `limit`: of its body, in bytes. `kept`: how long its answer may be, where it is 200 and shows
    nobody's own. `mails`: what it is sent may name an address, and mail whoever has it; its view
    counts that. `from_elsewhere`: it may come from another site, and its view sees to that.
    `shows`: what it tells the team of people, which is written down each time it is 200.
    """

    who: Who
    act: Act | None
    page: bool
    limit: int
    kept: Kept = Kept.NEVER
    mails: bool = False
    from_elsewhere: bool = False
    shows: Shows | None = None

    def __post_init__(self) -> None:
        if (Who.STAFF in self.who) != (self.act is not None):
            raise TypeError("a route of the team, and no other, names its act")


LONGEST_FORM, LONGEST_NOTES, LONGEST_JSON = 64 * 1024, 256 * 1024, 2 * 1024 * 1024
"""Bodies that a route takes, in bytes. What a form is sent, a page may show again, five times as
long once it is escaped, and Lambda answers 6 MB at most, in base64. The team's notes have room."""

ACT = "act"
"""In the context of a request: the act that its route declares, if it is one of the team."""

DECLARED: dict[tuple[str, str], Declared] = {}
"""By method and path, as the routes declare themselves."""


class Routes:
    """The routes of an area, each with its view and for whom it is."""

    def __init__(self, blueprint: Blueprint) -> None:
        self._blueprint = blueprint

    def api(
        self,
        method: str,
        path: str,
        who: Who,
        view: View,
        *,
        act: Act | None = None,
        limit: int = LONGEST_JSON,
        kept: Kept = Kept.NEVER,
        mails: bool = False,
        shows: Shows | None = None,
    ) -> None:
        """Register a JSON route: `view(request, **path_parameters)`."""
        declared = Declared(who, act, False, limit, kept, mails, shows=shows)
        self._register(method, path, declared, view, _api_edge)

    def page(
        self,
        method: str,
        path: str,
        who: Who,
        view: View,
        *,
        act: Act | None = None,
        limit: int = LONGEST_FORM,
        kept: Kept = Kept.NEVER,
        mails: bool = False,
        from_elsewhere: bool = False,
        shows: Shows | None = None,
    ) -> None:
        """Register a page or a form: `view(request, **path_parameters)`."""
        declared = Declared(who, act, True, limit, kept, mails, from_elsewhere, shows)
        self._register(method, path, declared, view, _page_edge)

    def _register(self, method: str, path: str, declared: Declared, view: View, edge: Edge) -> None:
        DECLARED[method, path] = declared

        # Any content type is accepted: what cannot be read gets our own answer, in French.
        @self._blueprint.route(path, methods=[method], content_types=["*/*"], name=view.__name__)
        @wraps(view)
        def at_the_edge(**parameters: Any) -> Response:
            request = self._blueprint.current_request
            request.context[ACT] = declared.act
            asking.member.set(None)
            asking.about.set("")
            wiring.refresh()
            answer = edge(_guarded(declared, view), request, parameters)
            answer = keep(declared.kept, request, answer)
            return _prolonged(request, answer) if declared.page else answer


class LaterViews:
    """Stands for a module of views, which loads when one of them is first asked to answer."""

    def __init__(self, module: str) -> None:
        self._module = module

    def __getattr__(self, name: str) -> View:
        def view(request: Request, **parameters: Any) -> Response:
            answer: Response = getattr(import_module(self._module), name)(request, **parameters)
            return answer

        view.__module__, view.__name__ = self._module, name
        return view


def later(package: str, *modules: str) -> list[LaterViews]:
    """Return what stands for modules of views, so that a start does not load what it may not need.

    Where types are checked the modules themselves are imported, so that a view that does not exist
    is found there.
    """
    return [LaterViews(f"{package}.{module}") for module in modules]


def _guarded(declared: Declared, view: View) -> View:
    """Return the view, which is not told of what is too large, or comes from another site.

    Raises TooLarge, Forbidden, and what `_from_people` does. Who may not ask is told that alone,
    whatever else is wrong.
    """
    asked = _from_people(view) if declared.page and declared.mails else view
    told: View = partial(_once, asked, declared.mails) if declared.page else asked

    @wraps(view)
    def guarded(request: Request, **parameters: Any) -> Response:
        if len(request.raw_body or b"") > declared.limit:
            raise TooLarge
        if request.method != "GET" and not _may_come_from_elsewhere(declared, request):
            from .requests import same_origin

            same_origin(request)
        try:
            answer = told(request, **parameters)
        except (Unauthenticated, Forbidden):
            raise
        except DomainError:
            _ensure_may_ask(declared, request)
            raise
        return _noted(declared.shows, answer, parameters) if declared.shows else answer

    return guarded


def _ensure_may_ask(declared: Declared, request: Request) -> None:
    if declared.who in (Who.STAFF, Who.PARTICIPANT):
        from .guarding.roles import ensure_may_ask

        ensure_may_ask(request, team=declared.who is Who.STAFF, page=declared.page)


def _noted(shows: Shows, answer: Response, parameters: dict[str, Any]) -> Response:
    from .looking import noted

    return noted(shows, answer, parameters)


def _from_people(view: View) -> View:
    """Return the view, which is not told of a form that a program sent. Raises OnceMore."""

    @wraps(view)
    def asked(request: Request, **parameters: Any) -> Response:
        from .guarding.programs import ensure_somebody

        ensure_somebody(request)
        return view(request, **parameters)

    return asked


def _may_come_from_elsewhere(declared: Declared, request: Request) -> bool:
    """Return whether no browser could be led into sending this: a program has its own token."""
    return declared.from_elsewhere or (not declared.page and "authorization" in request.headers)


def _api_edge(view: View, request: Request, parameters: dict[str, Any]) -> Response:
    try:
        return view(request, **parameters)
    except Replay as replay:
        return responses.json_text(replay.receipt.status, replay.receipt.answer)
    except TooMany as failure:
        from .guarding import refusing

        return refusing.problem(failure)
    except DomainError as failure:
        return responses.error(failure)
    except UnreadableItem:  # the store has said so: an alarm rings
        return responses.plain_problem("unreadable", 500)
    except Exception:
        _log_failure(view)
        return responses.plain_problem("internal", 500)


def _page_edge(view: View, request: Request, parameters: dict[str, Any]) -> Response:
    try:
        return view(request, **parameters)
    except DomainError as failure:
        return _error_page(request, failure)
    except UnreadableItem:
        return responses.error_page("unreadable", 500)
    except Exception:
        _log_failure(view)
        return responses.error_page("internal", 500)


def _prolonged(request: Request, answer: Response) -> Response:
    """Renew a session that is used, once it is known who may keep the answer."""
    if "brigade_" in str(request.headers.get("cookie", "")):
        from .lasting.sliding import prolonged

        prolonged(request, answer)
    return answer


def _once(view: View, counted: bool, request: Request, **parameters: Any) -> Response:
    if request.method != "POST":
        return view(request, **parameters)
    from .once import answered_once

    return answered_once(partial(view, request, **parameters), request, counted)


def _log_failure(view: View) -> None:
    """Log a failure. The logger loads only here: a request that succeeds does not pay for it."""
    from ...observability import logger

    logger.exception("request failed", extra={"view": view.__name__})


def _error_page(request: Request, failure: DomainError) -> Response:
    staff = request.path.startswith("/equipe")
    if failure.code in ASKED_AGAIN:
        from .guarding import refusing

        return refusing.page(request, failure)
    if isinstance(failure, Unauthenticated):
        from .lasting.drafts import kept_for_later

        name = "back_office/sign_in" if staff else "people/link_request"
        page = kept_for_later(request)
        headers = responses.leading_back(page) if page else {}
        told = {"problem": problem_of(failure), "sent": False, "kept": bool(page)}
        return responses.page(name, 401, headers, **told)
    return responses.page("error", status_of(failure), problem=problem_of(failure), staff=staff)
