"""Themes described for machines: schema.org in JSON-LD."""

from typing import Any

from ... import wiring
from ...domain.documents.themes import Theme
from ..http.formats.structured import organisation
from .views import theme_address

CC0 = "https://creativecommons.org/publicdomain/zero/1.0/"


def themes(found: list[Theme]) -> dict[str, Any]:
    return {
        "@type": "ItemList",
        "name": "Les thèmes",
        "itemListElement": [
            {"@type": "ListItem", "position": n, "url": theme_address(theme), "name": theme.title}
            for n, theme in enumerate(found, 1)
        ],
    }


def theme(theme: Theme) -> dict[str, Any]:
    """Describe a theme as a free text to learn from, with its printed version."""
    return {
        "@type": "LearningResource",
        "@id": theme_address(theme),
        "url": theme_address(theme),
        "name": theme.title,
        "description": theme.summary,
        "inLanguage": wiring.programme().language,
        "isAccessibleForFree": True,
        "license": CC0 if theme.licence == "CC0-1.0" else theme.licence,
        "version": str(theme.version),
        "dateModified": theme.updated_on.isoformat(),
        "educationalLevel": list(theme.levels),
        "learningResourceType": "Fiche pratique",
        "audience": {"@type": "Audience", "audienceType": wiring.programme().words.keyword},
        "publisher": {"@id": f"{wiring.settings().site_url}/#programme", **organisation()},
        "encoding": {
            "@type": "MediaObject",
            "encodingFormat": "application/pdf",
            "contentUrl": f"{theme_address(theme)}/fiche.pdf",
        },
    }


def breadcrumb(theme: Theme) -> dict[str, Any]:
    steps = (
        (f"{wiring.settings().site_url}/themes", "Thèmes"),
        (theme_address(theme), theme.title),
    )
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": n, "name": name, "item": address}
            for n, (address, name) in enumerate(steps, 1)
        ],
    }
