"""Pages described for machines: schema.org in JSON-LD, and the site map."""

from typing import Any

from markupsafe import Markup

from .. import wiring
from ..domain.themes import Theme
from .responses import dumps

CC0 = "https://creativecommons.org/publicdomain/zero/1.0/"
PAGES = ("/", "/themes", "/evenements", "/inscription", "/confidentialite", "/accessibilite")


def script(*things: dict[str, Any]) -> Markup:
    """What goes between the tags of a JSON-LD script: nothing in it can close them."""
    graph = dumps({"@context": "https://schema.org", "@graph": list(things)})
    return Markup(graph.replace("<", "\\u003c"))  # noqa: S704


def programme() -> dict[str, Any]:
    """Who offers it, as the home page says."""
    told = wiring.programme()
    return {
        "@type": "Organization",
        "@id": f"{_site()}/#programme",
        "name": told.name,
        "url": f"{_site()}/",
        "areaServed": {"@type": "AdministrativeArea", "name": f"{told.region} (Québec)"},
        "parentOrganization": {"@type": "Organization", "name": told.organisation},
        "email": told.contact_email,
    }


def themes(found: list[Theme]) -> dict[str, Any]:
    return {
        "@type": "ItemList",
        "name": "Les thèmes",
        "itemListElement": [
            {"@type": "ListItem", "position": n, "url": _url(theme), "name": theme.title}
            for n, theme in enumerate(found, 1)
        ],
    }


def theme(theme: Theme) -> dict[str, Any]:
    """A free text to learn from, with its printed version."""
    return {
        "@type": "LearningResource",
        "@id": _url(theme),
        "url": _url(theme),
        "name": theme.title,
        "description": theme.summary,
        "inLanguage": "fr-CA",
        "isAccessibleForFree": True,
        "license": CC0 if theme.licence == "CC0-1.0" else theme.licence,
        "version": str(theme.version),
        "dateModified": theme.updated_on.isoformat(),
        "educationalLevel": list(theme.levels),
        "learningResourceType": "Fiche pratique",
        "audience": {"@type": "Audience", "audienceType": "Milieu culturel"},
        "publisher": {"@id": f"{_site()}/#programme", **programme()},
        "encoding": {
            "@type": "MediaObject",
            "encodingFormat": "application/pdf",
            "contentUrl": f"{_url(theme)}/fiche.pdf",
        },
    }


def breadcrumb(theme: Theme) -> dict[str, Any]:
    steps = ((f"{_site()}/themes", "Thèmes"), (_url(theme), theme.title))
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": n, "name": name, "item": address}
            for n, (address, name) in enumerate(steps, 1)
        ],
    }


def site_map() -> list[tuple[str, str]]:
    """Each public page's address, with the day its text last changed where that is known."""
    pages = [(f"{_site()}{path}", "") for path in PAGES]
    texts = [(_url(t), t.updated_on.isoformat()) for t in wiring.themes().values()]
    return pages + texts


def _url(theme: Theme) -> str:
    return f"{_site()}/themes/{theme.slug}"


def _site() -> str:
    return wiring.settings().site_url
