"""The site map: what search engines may look at."""

from chalice.app import Request, Response

from ... import wiring
from ...workflows.events.visit_event import events_to_map
from ...workflows.report.read_public import published_reports
from ..documents import views as documents
from ..http import responses

PAGES = (
    "/",
    "/themes",
    "/evenements",
    "/bilans",
    "/inscription",
    "/confidentialite",
    "/accessibilite",
)


def site_map(request: Request) -> Response:
    """Return these pages, and those of themes, public events to come, and published reports."""
    site = wiring.settings().site_url
    events = [f"/evenements/{event.id}" for event in wiring.run(events_to_map)]
    reports = [f"/bilans/{edition.slug}" for edition, _ in wiring.run(published_reports)]
    addresses = [(f"{site}{path}", "") for path in (*PAGES, *events, *reports)]
    addresses += documents.theme_addresses()
    text = wiring.templates().render("pages/site/sitemap.xml", pages=addresses)
    return responses.raw(text.encode(), "application/xml; charset=utf-8")
