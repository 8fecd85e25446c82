"""Toolboxes as PDF: the participant's pages drawn each time, the theme's once and kept."""

import hashlib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Protocol

from chalicelib.domain.documents.documents import Toolbox
from chalicelib.domain.documents.themes import ThemeSheet

from ..texts.content import Library
from ..texts.look_file import look_in
from .document_pages import Paper
from .joining import finished, join

ENGINE = "weasyprint 70"
"""What draws: its next major release draws all themes anew. A test checks it against the pin."""


OWN = ("r", 1)
"""How the participant's pages are numbered."""


class Shelf(Protocol):
    """Where drawn themes are kept."""

    def find(self, key: str) -> bytes | None: ...
    def put(self, key: str, content: bytes, content_type: str) -> None: ...


class Toolboxes:
    """`draw` makes PDF from HTML; `templates` is the folder of its style sheet and fonts."""

    def __init__(
        self,
        library: Library,
        paper: Paper,
        draw: Callable[[str], bytes],
        files: Shelf,
        templates: Path,
    ) -> None:
        self._library, self._paper, self._draw = library, paper, draw
        self._files, self._templates = files, templates
        self._kept: dict[str, bytes] = {}

    def render(self, toolbox: Toolbox) -> bytes:
        """Return one tagged PDF: the participant's pages are i, ii, iii, the theme's 1, 2, 3.

        A theme whose text is gone has none. Raises DocumentError for what cannot be drawn.
        """
        own = self._draw(self.pages(toolbox))
        if not toolbox.theme.version:
            return finished(own, OWN)
        sheet = ThemeSheet(toolbox.theme.slug, toolbox.level)
        return join(own, self.theme_pdf(sheet), (OWN, ("D", 1)))

    def pages(self, toolbox: Toolbox) -> str:
        """Return the participant's pages as HTML, which are drawn before the theme's."""
        return self._paper.participant_html(toolbox)

    def theme_pdf(self, sheet: ThemeSheet) -> bytes:
        """Return a theme's pages: kept here, else from the bucket, else drawn and put there.

        Raises KeyError for an unknown theme, DocumentError for what cannot be drawn.
        """
        key = self.theme_key(sheet)
        if key not in self._kept:
            found = self._files.find(key)
            if found is None:
                found = finished(self._draw(self._theme_html(sheet)))
                self._files.put(key, found, "application/pdf")
            self._kept[key] = found
        return self._kept[key]

    def theme_key(self, sheet: ThemeSheet) -> str:
        """Return the file's key, which holds a digest: other content gets another key."""
        content = self._theme_html(sheet)
        digest = hashlib.sha256(f"{ENGINE}\n{looks(self._templates)}\n{content}".encode())
        for figure in sorted((self._templates / "themes" / "figures").glob(f"{sheet.slug}*.svg")):
            digest.update(figure.read_bytes())
        return f"themes/{sheet.slug}-{sheet.level}-{digest.hexdigest()[:20]}.pdf"

    def _theme_html(self, sheet: ThemeSheet) -> str:
        theme, level = self._library.themes()[sheet.slug], sheet.level
        return self._paper.theme_html(theme, level, self._library.paper_html(sheet.slug, level))


@cache
def looks(templates: Path) -> str:
    """Return a digest of the style sheet, its colours and the fonts."""
    digest = hashlib.sha256((templates / "documents" / "document.css").read_bytes())
    digest.update(repr(look_in(templates)).encode())
    for folder in ("static", "documents"):
        for font in sorted((templates / folder / "fonts").glob("*.woff2")):
            digest.update(font.read_bytes())
    return digest.hexdigest()
