"""The pages that anybody may read, and the site map."""

from chalice.app import Blueprint, Request, Response

from ... import wiring
from ..documents import views as documents
from ..http import responses
from ..http.routing import Who, page

blueprint = Blueprint(__name__)

MAPPED = ("/", "/themes", "/evenements", "/inscription", "/confidentialite", "/accessibilite")
"""In the site map, with the page of each theme."""


@page(blueprint, "GET", "/", Who.ANYBODY)
def home(request: Request) -> Response:
    from ..http.structured import organisation, script

    described = script(organisation())
    return responses.page("site/home", themes=list(wiring.themes().values()), structured=described)


@page(blueprint, "GET", "/sitemap.xml", Who.ANYBODY, cached=True)
def site_map(request: Request) -> Response:
    site = wiring.settings().site_url
    addresses = [(f"{site}{path}", "") for path in MAPPED] + documents.theme_addresses()
    text = wiring.templates().render("pages/site/sitemap.xml", pages=addresses)
    return responses.raw(text.encode(), "application/xml; charset=utf-8")


@page(blueprint, "GET", "/robots.txt", Who.ANYBODY, cached=True)
def robots(request: Request) -> Response:
    text = wiring.templates().render("pages/site/robots.txt")
    return responses.raw(text.encode(), "text/plain; charset=utf-8")


@page(blueprint, "GET", "/confidentialite", Who.ANYBODY)
def privacy(request: Request) -> Response:
    return responses.page("site/privacy")


@page(blueprint, "GET", "/accessibilite", Who.ANYBODY)
def accessibility(request: Request) -> Response:
    return responses.page("site/accessibility")
