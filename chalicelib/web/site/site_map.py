"""The site map: what search engines may look at."""

from chalice.app import Request, Response

from ... import wiring
from ...workflows.events.visit_event import events_to_map
from ..documents import views as documents
from ..http import responses

PAGES = ("/", "/themes", "/evenements", "/inscription", "/confidentialite", "/accessibilite")


def site_map(request: Request) -> Response:
    """Return these pages, those of the themes, and those of the public events to come."""
    site = wiring.settings().site_url
    events = [f"/evenements/{event.id}" for event in wiring.run(events_to_map)]
    addresses = [(f"{site}{path}", "") for path in (*PAGES, *events)]
    addresses += documents.theme_addresses()
    text = wiring.templates().render("pages/site/sitemap.xml", pages=addresses)
    return responses.raw(text.encode(), "application/xml; charset=utf-8")
