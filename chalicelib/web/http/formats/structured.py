"""Pages described for machines: schema.org in JSON-LD."""

from typing import Any

from markupsafe import Markup

from .... import wiring
from ..responses import dumps


def script(*things: dict[str, Any]) -> Markup:
    """Return the content of a JSON-LD script element; nothing in it can close the element."""
    graph = dumps({"@context": "https://schema.org", "@graph": list(things)})
    return Markup(graph.replace("<", "\\u003c"))  # noqa: S704


def organisation() -> dict[str, Any]:
    """Describe the organisation behind the programme, as the home page does."""
    told, site = wiring.programme(), wiring.settings().site_url
    territory = "" if told.law.territory == told.region else f" ({told.law.territory})"
    return {
        "@type": "Organization",
        "@id": f"{site}/#programme",
        "name": told.name,
        "url": f"{site}/",
        "areaServed": {"@type": "AdministrativeArea", "name": f"{told.region}{territory}"},
        "parentOrganization": {"@type": "Organization", "name": told.organisation},
        "email": told.contact_email,
    }
