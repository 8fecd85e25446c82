"""Whether a request is a visit: of a page that somebody sees, who does not mind being counted."""

from chalice.app import Request

from ...domain.audience.visitors import Visitor, is_browser
from ..http.methods import WITHOUT_BODY
from ..http.responses import STAFF_COOKIE

AHEAD = ("sec-purpose", "purpose", "x-purpose", "x-moz")
"""Headers by which a browser says that nobody sees the page yet."""

REFUSALS = ("dnt", "sec-gpc")
"""Headers by which somebody asks not to be counted."""

AS_OURS = {"sec-fetch-site": "same-origin", "sec-fetch-dest": "image"}
"""What a browser that says where a request comes from says of a picture of our own page."""


def visitor_of(request: Request) -> Visitor | None:
    """Return who looks; None if it is a program, a member of the team, or nobody yet."""
    headers = request.headers
    agent = str(headers.get("user-agent", ""))
    if any(headers.get(name) == "1" for name in REFUSALS) or not is_browser(agent):
        return None
    if any(headers.get(name) for name in AHEAD) or request.context.get(WITHOUT_BODY):
        return None
    if any(headers.get(name, ours) != ours for name, ours in AS_OURS.items()):
        return None
    if f"{STAFF_COOKIE}=" in str(headers.get("cookie", "")):
        return None
    return Visitor(request.context["identity"]["sourceIp"], agent)
