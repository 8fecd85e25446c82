"""What browsers and shared caches may keep, and how they ask whether it is still true."""

from enum import Enum

from chalice.app import Request, Response

from ... import wiring
from ...domain.receipts import FORM_KEY

RETURN_COOKIE = "brigade_retour"
"""The page to come back to, without a word of who; every other cookie of ours says who asks."""


class Kept(Enum):
    """How long an answer may be kept; the value is its Cache-Control."""

    NEVER = "no-store"
    """It has a token, or somebody's data."""
    CHECKED = "private, no-cache"
    """By the browser, which asks each time: going back to a form finds what was typed in it."""
    BY_EACH_BROWSER = "private, max-age=0, must-revalidate"
    """By the browser, which asks each time, whoever asks: it says nothing of them."""
    BRIEFLY = "public, max-age=0, s-maxage=60, must-revalidate"
    """The same, and by shared caches for a minute: it is the same for everybody."""
    AN_HOUR = "public, max-age=3600"
    """Nobody minds an old one."""
    FOREVER = "public, max-age=31536000, immutable"
    """Its address changes with it."""


def keep(kept: Kept, request: Request, answer: Response) -> Response:
    """Say how long an answer may be kept. It becomes 304 where the caller has it already.

    An answer that says so itself is left its own word; one that sets a cookie is for nobody else.
    """
    theirs = "Set-Cookie" in answer.headers and kept is not Kept.CHECKED
    if answer.status_code != 200 or theirs or not _may_be_kept(kept, request):
        return answer
    if answer.headers["Cache-Control"] == Kept.NEVER.value:
        answer.headers["Cache-Control"] = kept.value
    answer.headers["Vary"] = (
        "Accept-Encoding, Cookie" if kept is Kept.CHECKED else "Accept-Encoding"
    )
    tag = answer.headers["ETag"] = _tag(answer.body)
    if _has(request, tag):
        answer.status_code, answer.body = 304, b""
    return answer


def checked(request: Request, answer: Response) -> Response:
    """Answer a program that asks again and again by its own token: 304 where it has all of it.

    No cache on the way may keep it.
    """
    tag = answer.headers["ETag"] = _tag(answer.body)
    if _has(request, tag):
        answer.status_code, answer.body = 304, b""
    return answer


def has(request: Request, body: bytes) -> bool:
    """Tell whether who asks has the whole of an answer already."""
    return _has(request, _tag(body))


def _may_be_kept(kept: Kept, request: Request) -> bool:
    """Tell whether nobody's token is in the request; some pages show more to who has one."""
    if kept is Kept.NEVER or "jeton" in (request.query_params or {}):
        return False
    return kept is not Kept.CHECKED or not _known(request)


def _known(request: Request) -> bool:
    """Tell whether a session, or a token, says who asks."""
    cookies = [pair.strip() for pair in str(request.headers.get("cookie", "")).split(";")]
    telling = [each for each in cookies if each.startswith("brigade_")]
    return "authorization" in request.headers or any(
        not each.startswith(f"{RETURN_COOKIE}=") for each in telling
    )


def _tag(body: bytes) -> str:
    """Return the name of a content: a weak one, since API Gateway may compress it.

    Each drawing of a form has another key and time. A page that a browser has may serve for an hour
    with its own; after that, sending the same words again is another request.
    """
    import re
    from hashlib import sha256

    changing = rf'name="{FORM_KEY}" value="[0-9a-f]+"|name="vu" value="[^"]+"'
    same, forms = re.subn(changing.encode(), b"", body)
    hour = f"{wiring.now():%Y%m%d%H}" if forms else ""
    return f'W/"{sha256(same + hour.encode()).hexdigest()[:20]}"'


def _has(request: Request, tag: str) -> bool:
    asked = str(request.headers.get("if-none-match", ""))
    names = [name.strip().removeprefix("W/") for name in asked.split(",")]
    return "*" in names or tag.removeprefix("W/") in names
