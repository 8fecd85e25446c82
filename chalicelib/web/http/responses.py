"""Answers: JSON, pages, redirections, cookies, and the headers all of them carry."""

import json
from typing import Any

from chalice.app import Response

from ... import asking, wiring
from ...domain.acts import Act
from ...domain.errors import DomainError
from ...domain.receipts import Once
from .keeping import RETURN_COOKIE, Kept
from .problems import problem, problem_of, status_of
from .sentences import RETRY_AFTER

PARTICIPANT_COOKIE = "brigade_espace"
STAFF_COOKIE = "brigade_equipe"
PARTICIPANT_WHO, STAFF_WHO = "brigade_espace_qui", "brigade_equipe_qui"
"""Whose browser it is, for what they were writing when their session ended."""

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": Kept.NEVER.value,
    # `connect-src`: checkers fetch robots.txt from within the page.
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self' data:; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
"""The strictest settings are the default; answers that may be cached say so themselves."""

BY_HTTPS = {"Strict-Transport-Security": "max-age=31536000"}
"""Where the site is served by HTTPS: a year without a first request by HTTP, at this host alone."""


def raw(content: bytes, content_type: str, status: int = 200, **headers: Any) -> Response:
    """Return an answer. Its body is bytes: API Gateway treats all types as binary."""
    extra = {name.replace("_", "-"): value for name, value in headers.items()}
    always = {**HEADERS, **BY_HTTPS} if wiring.settings().secure else HEADERS
    return Response(content, {**always, "Content-Type": content_type, **extra}, status)


def dumps(document: Any) -> str:
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))


def as_json(document: Any) -> Response:
    return json_text(200, dumps(document))


def json_text(status: int, text: str) -> Response:
    return raw(text.encode() if status != 204 else b"", "application/json", status)


def answer[R](once: Once[R], result: R) -> Response:
    """Answer what a story returns, in the words of its receipt."""
    return json_text(*once.answer(result))


def error(failure: DomainError) -> Response:
    headers = {"WWW_Authenticate": "Bearer"} if status_of(failure) == 401 else {}
    told = problem_of(failure)
    headers |= _later(told)
    content = dumps(told).encode()
    return raw(content, "application/problem+json", status_of(failure), **headers)


def plain_problem(code: str, status: int) -> Response:
    told = problem(code, status)
    return raw(dumps(told).encode(), "application/problem+json", status, **_later(told))


def page(
    name: str, status: int = 200, headers: dict[str, Any] | None = None, **values: Any
) -> Response:
    """Return a page of `templates/pages/`. In header names, `_` stands for `-`."""
    text = wiring.templates().render(f"pages/{name}.html", may=_may(), page_name=name, **values)
    headers = {**(headers or {}), **_later(values.get("problem") or {})}
    shown = raw(text.encode(), "text/html; charset=utf-8", status, **headers)
    return with_script(shown) if asking.member.get() else shown


def _may() -> frozenset[Act]:
    """Return what the member of the team who asks may do: their pages show nothing else."""
    member = asking.member.get()
    if member is None:
        return frozenset()
    from ...domain.people.roles import may

    return frozenset(act for act in Act if may(member, act))


def error_page(code: str, status: int) -> Response:
    return page("error", status, problem=problem(code, status), staff=False)


def _later(told: dict[str, Any]) -> dict[str, str]:
    """Return Retry-After, for a problem that passes: as it says itself, or as its code does."""
    seconds = told.get("retry_after") or RETRY_AFTER.get(told.get("code", ""))
    return {"Retry_After": str(seconds)} if seconds else {}


def leading_out(response: Response) -> Response:
    """Allow a page's form to lead to other sites.

    Browsers check each redirection after it against the policy, and a video service redirects to
    other hosts of its own.
    """
    allowed = "form-action 'self' https: http:"
    policy = HEADERS["Content-Security-Policy"].replace("form-action 'self'", allowed)
    response.headers["Content-Security-Policy"] = policy
    return response


def with_script(response: Response) -> Response:
    """Allow a page the site's own scripts: where keys save the team time, and in few others."""
    policy = HEADERS["Content-Security-Policy"].replace("style-src", "script-src 'self'; style-src")
    response.headers["Content-Security-Policy"] = policy
    return response


def framing(response: Response) -> Response:
    """Allow a page to show another of ours in a frame, as `framed` lets it."""
    policy = f"{response.headers['Content-Security-Policy']}; frame-src 'self'"
    response.headers["Content-Security-Policy"] = policy
    return response


def framed(response: Response, policy: str) -> Response:
    """Let our own pages show an answer in a frame, under a policy of its own."""
    policy = f"default-src 'none'; frame-ancestors 'self'; base-uri 'none'; {policy}"
    response.headers |= {"X-Frame-Options": "SAMEORIGIN", "Content-Security-Policy": policy}
    return response


def redirect(path: str, cookies: list[str] | None = None) -> Response:
    """Redirect with 303: the browser follows with GET, so that reloading repeats nothing."""
    headers: dict[str, Any] = {"Location": wiring.settings().root + path}
    if cookies:
        headers["Set_Cookie"] = cookies
    return raw(b"", "text/html; charset=utf-8", 303, **headers)


def set_cookie(name: str, value: str, seconds: int, path: str = "/") -> str:
    settings = wiring.settings()
    secure = "; Secure" if settings.secure else ""
    where = f"Path={settings.root}{path}; Max-Age={seconds}"
    return f"{name}={value}; {where}; HttpOnly; SameSite=Lax{secure}"


def kept(cookie: str, token: str, page: str, path: str | None = None) -> Response:
    """Redirect to a page, and move the token from the address to a cookie of it, or of `path`."""
    from ...adapters.links import LIFETIMES, Purpose

    seconds = int(LIFETIMES[Purpose.SESSION].total_seconds())
    return redirect(page, [set_cookie(cookie, token, seconds, path or page)])


def leading_back(path: str) -> dict[str, Any]:
    """Return headers that keep for a day the page to come back to, once one's space is open."""
    return {"Set_Cookie": [set_cookie(RETURN_COOKIE, path, 24 * 60 * 60)]}


def clear_cookie(name: str, path: str = "/") -> str:
    return set_cookie(name, "", 0, path)
