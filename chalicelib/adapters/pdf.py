"""Documents as accessible PDF: A4, tagged (PDF/UA-1), the same bytes for the same input."""

import re
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from functools import cache, cached_property
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from chalicelib.domain.documents import Toolbox

from .content import markdown_to_html

if TYPE_CHECKING:
    from jinja2 import Environment
    from weasyprint.urls import URLFetcher  # type: ignore[import-untyped, unused-ignore]

ASSETS = {".css": "text/css", ".woff2": "font/woff2", ".svg": "image/svg+xml", ".png": "image/png"}
"""The kinds of file a document may take from the package, with their media types."""

UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
"""What neither XML (the PDF's metadata) nor a page can hold."""


class DocumentError(RuntimeError):
    """A document that cannot be made as it should: it asks for something not packaged."""


class PdfRenderer:
    """Makes PDF documents of the templates in one folder, and of nothing from outside it."""

    def __init__(self, templates: Path) -> None:
        self._templates = templates.resolve()

    def render(self, toolbox: Toolbox, body_html: str) -> bytes:
        """A participant's toolbox. `body_html` is the theme's text, from the library: trusted.

        Raises DocumentError if the text or the template asks for a file that is not packaged.
        """
        from markupsafe import Markup

        data = {
            **asdict(toolbox),
            "notes": Markup(markdown_to_html(toolbox.notes)),
            "body": Markup(body_html),
            "sections": _sections(body_html),
        }
        return self.render_template("documents/toolbox.html", data)

    def render_template(self, name: str, data: Mapping[str, object]) -> bytes:
        """Any template of the folder with plain values. Raises DocumentError as `render` does."""
        from weasyprint import HTML  # type: ignore[import-untyped, unused-ignore]
        from weasyprint.urls import FatalURLFetchingError

        html = UNPRINTABLE.sub("", self._environment.get_template(name).render(data))
        page = HTML(string=html, url_fetcher=_packaged_assets(self._templates, html))
        try:
            # Hints: for lists that start elsewhere than at 1. Identifier: a digest of the content.
            pdf: bytes = page.write_pdf(
                pdf_variant="pdf/ua-1", pdf_identifier=True, presentational_hints=True
            )
        except FatalURLFetchingError as error:
            raise DocumentError(f"{name}: {error.__cause__ or error}") from error
        return pdf

    @cached_property
    def _environment(self) -> "Environment":
        from jinja2 import FileSystemLoader, StrictUndefined
        from jinja2.sandbox import ImmutableSandboxedEnvironment

        environment = ImmutableSandboxedEnvironment(
            loader=FileSystemLoader(self._templates),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        environment.filters["long_date"] = _long_date
        environment.tests["web_address"] = re.compile("https?://", re.IGNORECASE).match
        return environment


def _packaged_assets(templates: Path, html: str) -> "URLFetcher":
    """Serves `asset:documents/…` and `asset:static/…`; any other address stops the rendering.

    `asset:boxes` is a font for what `html` writes and no font of the machine can draw.
    """
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class PackagedAssets(URLFetcher):  # type: ignore[misc, unused-ignore]
        _fail_on_errors = True

        def __init__(self) -> None:
            """Without the parent's handlers: there is no code here that could open an address."""

        def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
            if url == "asset:boxes":
                return URLFetcherResponse(url, _boxes(sorted({c for c in html if c > "\xff" and not c.isspace()})))
            path = _asset(templates, url)
            return URLFetcherResponse(url, _content(path), {"Content-Type": ASSETS[path.suffix]})

    return PackagedAssets()


def _asset(templates: Path, url: str) -> Path:
    scheme, _, name = url.partition(":")
    path = (templates / name).resolve()
    folders = (templates / "documents", templates / "static")
    if scheme != "asset" or path.suffix not in ASSETS or not any(map(path.is_relative_to, folders)):
        raise ValueError(f"not a packaged asset: {url}")
    return path


@cache
def _content(path: Path) -> bytes:
    """A file's bytes, with fonts unpacked: WeasyPrint would unpack all of them per document."""
    if path.suffix != ".woff2":
        return path.read_bytes()
    from fontTools.ttLib import woff2  # type: ignore[import-untyped, unused-ignore]

    unpacked = BytesIO()
    woff2.decompress(BytesIO(path.read_bytes()), unpacked)
    return unpacked.getvalue()


def _boxes(characters: list[str]) -> bytes:
    """A font with an empty box for each character, for those that no other font draws.

    Without it their places in the PDF would be no glyph at all, which PDF/UA forbids and which
    some readers cannot turn into text again.
    """
    from fontTools.fontBuilder import FontBuilder  # type: ignore[import-untyped, unused-ignore]
    from fontTools.pens.ttGlyphPen import TTGlyphPen  # type: ignore[import-untyped, unused-ignore]

    pen = TTGlyphPen(None)
    for inset, order in ((0, 1), (50, -1)):
        low, high, side = inset, 700 - inset, 500 - inset
        corners = [(100 + inset, low), (100 + inset, high), (side, high), (side, low)]
        pen.moveTo(corners[::order][0])
        for corner in corners[::order][1:]:
            pen.lineTo(corner)
        pen.closePath()
    names = {character: f"box{ord(character):x}" for character in characters}
    glyphs = dict.fromkeys([".notdef", *names.values()], pen.glyph())
    font = FontBuilder(1000)
    font.setupGlyphOrder(list(glyphs))
    font.setupCharacterMap({ord(character): name for character, name in names.items()})
    font.setupGlyf(glyphs)
    font.setupHorizontalMetrics(dict.fromkeys(glyphs, (600, 100)))
    font.setupHorizontalHeader(ascent=984, descent=-316)
    font.setupNameTable({"familyName": "Boxes", "styleName": "Regular"})
    font.setupOS2(sTypoAscender=984, sTypoDescender=-316)
    font.setupPost()
    font.save(made := BytesIO())
    return made.getvalue()


def _sections(body_html: str) -> list[tuple[str, str]]:
    """The id and title of each section of a theme, in order."""
    from markupsafe import Markup

    found = re.findall(r'<h2 id="([^"]+)">(.+?)</h2>', body_html)
    return [(anchor, Markup(title).striptags()) for anchor, title in found]


def _long_date(day: date) -> str:
    """« 9 mars 2027 », « 1er mars 2027 »."""
    from babel.dates import format_date

    return re.sub(r"^1 ", "1er ", format_date(day, "long", locale="fr_CA"))
