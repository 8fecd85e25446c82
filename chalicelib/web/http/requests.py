"""What a request carries: body, form, cookies, caller, and its Idempotency-Key."""

import hashlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

from chalice.app import Request

from ... import wiring
from ...adapters.links import Purpose
from ...domain import pasted
from ...domain.errors import ExpiredToken, Forbidden, NotFound, SessionEnded, Unauthenticated
from ...domain.ids import is_of_team, is_shaped, owner_of
from ...domain.people.callers import Caller, require_staff
from ...domain.receipts import Once
from .problems import InvalidIdempotencyKey, NotAForm
from .responses import PARTICIPANT_COOKIE, PARTICIPANT_WHO, STAFF_COOKIE, STAFF_WHO, dumps
from .routing import ACT

LONGEST_ID = 120

MOST_FIELDS = 300
"""Fields of a form, more than any of ours has."""

LOOKING = frozenset({"GET", "HEAD", "OPTIONS"})
"""Methods of requests that change nothing."""


def body(request: Request) -> bytes:
    content = request.raw_body or b""
    return content if isinstance(content, bytes) else content.encode()


def form(request: Request) -> dict[str, list[str]]:
    """Return the fields of an HTML form, as people see them; blank ones are kept.

    Raises NotAForm if it is not one, or not UTF-8 text.
    """
    kind = str(request.headers.get("content-type", "")).partition(";")[0].strip().lower()
    if kind != "application/x-www-form-urlencoded":
        raise NotAForm
    try:
        sent = parse_qs(
            body(request).decode("utf-8"), keep_blank_values=True, max_num_fields=MOST_FIELDS
        )
    except ValueError as error:
        raise NotAForm from error
    return {name: [pasted.seen(value) for value in values] for name, values in sent.items()}


def path(request: Request) -> str:
    """Return the address that was asked for, on the site: a request's own `path` is its route."""
    return str(request.context.get("path")).removeprefix(wiring.settings().root)


def query(request: Request, name: str) -> str:
    """Return a value of the address, as people see it, or ""."""
    given = request.query_params
    return pasted.seen(str(given.get(name) or "")).strip() if given else ""


def query_all(request: Request, name: str) -> list[str]:
    given = request.query_params
    return [str(each) for each in given.getlist(name)] if given and name in given else []


def identifier(value: str) -> str:
    """Return an id of a path or a body. Raises NotFound if it does not have the shape of ours."""
    if len(value) > LONGEST_ID or not is_shaped(value):
        raise NotFound
    return value


def cookie(request: Request, name: str) -> str:
    """Return a cookie of ours: the standard library stops at the first malformed one of others."""
    for pair in str(request.headers.get("cookie", "")).split(";"):
        key, _, value = pair.strip().partition("=")
        if key == name:
            return value
    return ""


def kept(request: Request, name: str) -> str:
    """Return the token that a page keeps in a cookie. Raises Unauthenticated without one."""
    token = cookie(request, name)
    if not token:
        raise Unauthenticated
    return token


def bearer(request: Request) -> str:
    """Return the token of the Authorization header. Raises Unauthenticated without one."""
    scheme, _, token = str(request.headers.get("authorization", "")).partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise Unauthenticated
    return token.strip()


def api_caller(request: Request) -> Caller:
    """Return the caller, by Bearer token or by the session of the team's pages."""
    if "authorization" not in request.headers and cookie(request, STAFF_COOKIE):
        return staff_caller(request)
    return _about_to_act(wiring.links().caller(bearer(request), wiring.now()), request)


def api_member(request: Request) -> Caller:
    """Return the caller of what is the team's alone. Raises Forbidden."""
    caller = api_caller(request)
    require_staff(caller)
    return caller


def staff_caller(request: Request) -> Caller:
    """Return the caller of a session of the team's pages. Raises Unauthenticated."""
    return _cookie_caller(request, STAFF_COOKIE, Purpose.STAFF)


def participant_caller(request: Request) -> Caller:
    """Return the caller of a session of the participant's pages. Raises Unauthenticated."""
    return _cookie_caller(request, PARTICIPANT_COOKIE, Purpose.SESSION)


def whose_browser(request: Request) -> Caller | None:
    """Return whose session sends a request, if anybody's. After it has ended, `WHO` tells that.

    This is no proof of who is there: nothing is shown on the strength of it.
    """
    team = request.path.startswith("/equipe")
    tokens = (
        ((STAFF_COOKIE, Purpose.STAFF), (STAFF_WHO, Purpose.WHO))
        if team
        else ((PARTICIPANT_COOKIE, Purpose.SESSION), (PARTICIPANT_WHO, Purpose.WHO))
    )
    links, session = wiring.links(), Purpose.STAFF if team else Purpose.SESSION
    for name, purpose in tokens:
        with suppress(Unauthenticated):
            held = links.read(purpose, cookie(request, name), wiring.now())
            caller = links.caller_of(session, *held)
            return replace(caller, act=request.context.get(ACT))
    return None


def _cookie_caller(request: Request, name: str, purpose: Purpose) -> Caller:
    token = cookie(request, name)
    if not token:
        raise Unauthenticated
    links = wiring.links()
    try:
        caller = links.caller_of(purpose, *links.read(purpose, token, wiring.now()))
    except ExpiredToken:
        raise SessionEnded from None
    return _about_to_act(caller, request)


def _about_to_act(caller: Caller, request: Request) -> Caller:
    """Return a caller with what they are about to do.

    Of a member of the team the route declares it; anybody else acts if something may change.
    """
    if caller.staff:
        return replace(caller, act=request.context.get(ACT))
    return caller if request.method in LOOKING else replace(caller, acts_at=wiring.now())


def same_origin(request: Request) -> None:
    """Refuse what another site's page sends: a second lock beside SameSite=Lax.

    Programs say nothing of where they are, and are let through. Our pages send no referrer, so that
    a browser's Origin is "null" there: Sec-Fetch-Site tells.
    """
    where = request.headers.get("sec-fetch-site")
    if where is not None and where not in ("same-origin", "none"):
        raise Forbidden
    origin = request.headers.get("origin", "null")
    if origin != "null" and urlsplit(origin).netloc != request.headers.get("host"):
        raise Forbidden


def idempotency_key(request: Request) -> str | None:
    """Return the request's key, if any. Raises InvalidIdempotencyKey if it is malformed."""
    key = request.headers.get("idempotency-key")
    if key is not None and not (0 < len(key) <= 255 and key.isascii() and key.isprintable()):
        raise InvalidIdempotencyKey
    return None if key is None else str(key)


def once[R](
    request: Request, who: str, status: int, shown: Callable[[R], object], about: str = ""
) -> Once[R]:
    """Bind the request's key, if it has one, to its caller and path; say how it is answered.

    `shown` makes a JSON document of what the story returns. `about` is the participant whom a
    member of the team asks about: by the id of what is theirs. Raises InvalidIdempotencyKey.
    """

    def answer(result: R) -> tuple[int, str]:
        return status, dumps(shown(result))

    key = idempotency_key(request)
    if key is None:
        return Once("", "", answer)
    scope = f"{who}\n{request.method} {request.context.get('path')}\n{key}"
    whom, sent = owner_of(about or who), body(request)
    concerned = "" if is_of_team(whom) else whom
    # With the scope, which has the key: of a short answer alone, the hash would tell which it is.
    mark = digest(scope.encode() + sent)
    return Once(digest(scope.encode()), mark, answer, concerned, formerly=digest(sent))


def digest(content: bytes) -> str:
    """Return a hash that tells contents apart, and says nothing of them."""
    return hashlib.sha256(content).hexdigest()
