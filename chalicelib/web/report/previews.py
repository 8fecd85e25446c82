"""Links to a report before it is public: the token, in an address, then in a cookie."""

from chalice.app import Request, Response

from ... import wiring
from ...adapters.links import Purpose
from ...domain.errors import InvalidToken
from ...domain.report.editions import Edition, Share
from ..http import requests, responses

COOKIE = "brigade_bilan"
"""Keeps the token of a link to a report that is not public yet."""


def named_in(token: str, edition: str) -> tuple[int, str]:
    """Return the epoch of a link to an edition's report, and which it is; "" if it has no name.

    Raises InvalidToken, ExpiredToken.
    """
    subject, epoch = wiring.links().read(Purpose.REPORT, token, wiring.now())
    slug, _, link = subject.partition(".")
    if slug != edition:
        raise InvalidToken
    return epoch, link


def arrived(request: Request, edition: str) -> Response | None:
    """Move the token of an address to a cookie for all that its link shows; None without one.

    Raises InvalidToken, ExpiredToken.
    """
    token = requests.query(request, "jeton")
    if not token:
        return None
    named_in(token, edition)
    return responses.kept(COOKIE, token, requests.path(request), f"/bilans/{edition}/apercu")


def kept_by(request: Request, edition: str) -> tuple[int, str]:
    """Return the same of the link that somebody came by. Raises Unauthenticated."""
    return named_in(requests.kept(request, COOKIE), edition)


def address(edition: Edition, share: Share) -> str:
    """Return the address of a link, the same each time."""
    subject, made_at = f"{edition.slug}.{share.id}", share.made_at
    token = wiring.links().token(Purpose.REPORT, subject, edition.share_epoch, made_at)
    return wiring.links().url(f"/bilans/{edition.slug}/apercu", token)
