"""Two pictures of one transparent dot, which a browser loads once it shows a public page.

The first says which page; the first time in a day, it leads to the second, which is another each
week: who has it already was here before in the week. A browser says so by itself, and all browsers
say the same.
"""

from email.utils import format_datetime

from chalice.app import Request, Response

from ... import wiring
from ...domain.audience.days import start_of_week
from ...domain.audience.visitors import Visitor
from ...domain.errors import DomainError
from ...domain.unreadable import UnreadableItem
from ...workflows.audience.count_views import count_newcomer, count_view
from ..http import keeping, responses
from .visits import visitor_of

DOT = bytes.fromhex(
    "47494638396101000100800000000000ffffff21f90401000000002c00000000010001000002024401003b"
)
"""A GIF of one transparent dot."""


def dot(request: Request) -> Response:
    """Count a view; a picture is answered whatever comes of it."""
    visitor, asked = visitor_of(request), request.query_params
    page = str(asked.get("page", "")) if asked else ""
    if visitor is not None and _first_today(page, visitor):
        return responses.redirect("/vu/semaine")
    return responses.raw(DOT, "image/gif")


def dot_of_the_week(request: Request) -> Response:
    """Count who does not have this week's picture."""
    began = start_of_week(wiring.now(), wiring.programme().zone)
    since = format_datetime(began, usegmt=True)
    answer = responses.raw(_dot_with(since), "image/gif", Last_Modified=since)
    visitor = visitor_of(request)
    has_it = request.headers.get("if-modified-since") == since
    if visitor is not None and not has_it and not keeping.has(request, answer.body):
        _count_newcomer(visitor)
    return answer


def _first_today(page: str, visitor: Visitor) -> bool:
    try:
        return wiring.run(count_view, page, visitor)
    except (DomainError, UnreadableItem):
        return False  # One view fewer is nobody's loss.


def _count_newcomer(visitor: Visitor) -> None:
    try:
        wiring.run(count_newcomer, visitor)
    except (DomainError, UnreadableItem):
        return


def _dot_with(comment: str) -> bytes:
    """Return the dot with a comment in it, before the byte that ends it."""
    said = comment.encode()
    return DOT[:-1] + b"!\xfe" + bytes([len(said)]) + said + b"\0" + DOT[-1:]
