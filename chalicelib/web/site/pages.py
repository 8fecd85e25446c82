"""The pages that anybody may read, and the site map."""

from chalice.app import Request, Response

from ... import wiring
from ..documents import views as documents
from ..http import responses

MAPPED = ("/", "/themes", "/evenements", "/inscription", "/confidentialite", "/accessibilite")
"""In the site map, with the page of each theme."""


def home(request: Request) -> Response:
    from ..http.structured import organisation, script

    described = script(organisation())
    return responses.page("site/home", themes=list(wiring.themes().values()), structured=described)


def site_map(request: Request) -> Response:
    site = wiring.settings().site_url
    addresses = [(f"{site}{path}", "") for path in MAPPED] + documents.theme_addresses()
    text = wiring.templates().render("pages/site/sitemap.xml", pages=addresses)
    return responses.raw(text.encode(), "application/xml; charset=utf-8")


def robots(request: Request) -> Response:
    text = wiring.templates().render("pages/site/robots.txt")
    return responses.raw(text.encode(), "text/plain; charset=utf-8")


def privacy(request: Request) -> Response:
    return responses.page("site/privacy")


def accessibility(request: Request) -> Response:
    return responses.page("site/accessibility")
