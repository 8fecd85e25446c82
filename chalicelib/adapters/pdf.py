"""Documents as accessible PDF: A4, tagged (PDF/UA-1), the same bytes for the same input."""

import ctypes.util
import re
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from functools import cache, cached_property
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from chalicelib.domain.documents import Toolbox

from .content import markdown_to_html
from .french import long_date

if TYPE_CHECKING:
    from jinja2 import Environment
    from weasyprint.urls import URLFetcher  # type: ignore[import-untyped, unused-ignore]

UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
"""What neither XML (the PDF's metadata) nor a page can hold."""

BOX = ((100, 0), (100, 700), (500, 700), (500, 0)), ((150, 50), (450, 50), (450, 650), (150, 650))
"""The outer and the inner outline of an empty box, in thousandths of the letter size."""


class DocumentError(RuntimeError):
    """A document that cannot be made as it should: it asks for something not packaged."""


class PdfRenderer:
    """Makes PDF documents of the templates in one folder, and of nothing from outside it."""

    def __init__(self, templates: Path) -> None:
        self._templates = templates.resolve()

    def render(self, toolbox: Toolbox, body_html: str) -> bytes:
        """A participant's toolbox; the theme's text is trusted. Raises as `render_template`."""
        data = {
            **asdict(toolbox),
            "notes": markdown_to_html(toolbox.notes),
            "body": body_html,
            "sections": re.findall(r'<h2 id="([^"]+)">(.+?)</h2>', body_html),
        }
        return self.render_template("documents/toolbox.html", data)

    def render_template(self, name: str, data: Mapping[str, object]) -> bytes:
        """Any template, with plain values. Raises DocumentError if it asks for what is not ours."""
        with libraries_by_name():
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
            loader=FileSystemLoader(self._templates), autoescape=True, undefined=StrictUndefined
        )
        environment.filters["long_date"] = long_date
        environment.tests["web_address"] = re.compile("https?://", re.IGNORECASE).match
        return environment


@contextmanager
def libraries_by_name() -> Iterator[None]:
    """WeasyPrint's native libraries are opened by their sonames alone.

    It tries other names first, for each of which `find_library` starts compilers and linkers: some
    88 processes, most of the import's time. Elsewhere than on Linux, there are no sonames.
    """
    search = ctypes.util.find_library
    if sys.platform == "linux":
        ctypes.util.find_library = lambda name: None
    try:
        yield
    finally:
        ctypes.util.find_library = search


def _packaged_assets(templates: Path, html: str) -> "URLFetcher":
    """Serves `asset:documents/…`, `asset:static/…` and `asset:boxes`; stops at anything else."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class PackagedAssets(URLFetcher):  # type: ignore[misc, unused-ignore]
        _fail_on_errors = True

        def __init__(self) -> None:
            """Without the parent's handlers: there is no code here that could open an address."""

        def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
            content = _boxes(html) if url == "asset:boxes" else _asset(templates, url)
            kind = "text/css" if url.endswith(".css") else "application/octet-stream"
            return URLFetcherResponse(url, content, {"Content-Type": kind})

    return PackagedAssets()


@cache
def _asset(templates: Path, url: str) -> bytes:
    """A packaged file; fonts are unpacked, which WeasyPrint would do for each document."""
    scheme, _, name = url.partition(":")
    path = (templates / name).resolve()
    folders = (templates / "documents", templates / "static")
    if scheme != "asset" or not any(map(path.is_relative_to, folders)):
        raise ValueError(f"not a packaged asset: {url}")
    if path.suffix != ".woff2":
        return path.read_bytes()
    from fontTools.ttLib import woff2  # type: ignore[import-untyped, unused-ignore]

    woff2.decompress(BytesIO(path.read_bytes()), unpacked := BytesIO())
    return unpacked.getvalue()


def _boxes(text: str) -> bytes:
    """A font with an empty box for each character, for those that no other font draws.

    A character without a glyph breaks PDF/UA, and its whole line for some readers of text.
    """
    from fontTools.fontBuilder import FontBuilder  # type: ignore[import-untyped, unused-ignore]

    box, space = _box_and_space()
    glyphs = {f"u{ord(c):x}": space if c.isspace() else box for c in sorted(set(text))}
    font = FontBuilder(1000)
    font.setupHead(unitsPerEm=1000, created=0, modified=0)
    font.setupGlyphOrder([".notdef", *glyphs])
    font.setupCharacterMap({int(name[1:], 16): name for name in glyphs})
    font.setupGlyf({".notdef": box, **glyphs})
    font.setupHorizontalMetrics(dict.fromkeys([".notdef", *glyphs], (600, 100)))
    font.setupHorizontalHeader(ascent=984, descent=-316)
    font.setupNameTable({"familyName": "Boxes", "styleName": "Regular"})
    font.setupPost()
    font.save(made := BytesIO())
    return made.getvalue()


def _box_and_space() -> tuple[object, object]:
    from fontTools.pens.ttGlyphPen import TTGlyphPen  # type: ignore[import-untyped, unused-ignore]

    pen = TTGlyphPen(None)
    for first, *others in BOX:
        pen.moveTo(first)
        for corner in others:
            pen.lineTo(corner)
        pen.closePath()
    return pen.glyph(), TTGlyphPen(None).glyph()
