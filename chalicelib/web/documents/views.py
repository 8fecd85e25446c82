"""Values to show of themes and of documents."""

from typing import Any

from ... import wiring
from ...adapters.links import Purpose
from ...domain.documents.documents import Document
from ...domain.documents.themes import Theme
from ...domain.people.callers import epoch_for
from ...domain.people.participants import Participant
from ..http.times import local


def theme(theme: Theme) -> dict[str, Any]:
    return {
        "slug": theme.slug,
        "title": theme.title,
        "summary": theme.summary,
        "duration_minutes": theme.duration_minutes,
    }


def document(document: Document, participant: Participant) -> dict[str, Any]:
    links, epoch = wiring.links(), epoch_for(participant, document.id)
    token = links.token(Purpose.DOCUMENT, document.id, epoch, wiring.now())
    return {
        "id": document.id,
        "title": document.title,
        "theme": document.theme,
        "url": links.url(f"/documents/{document.id}", token),
        "created_at": local(document.created_at),
    }


def theme_addresses() -> list[tuple[str, str]]:
    """Return the address of each theme's page, with the day its text last changed."""
    return [(theme_address(t), t.updated_on.isoformat()) for t in wiring.themes().values()]


def theme_address(theme: Theme) -> str:
    return f"{wiring.settings().site_url}/themes/{theme.slug}"
