"""HTML drawn as accessible PDF: tagged (PDF/UA-1), the same bytes for the same input."""

import atexit
import ctypes.util
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from ...domain.appearance import LOGO
from ..texts.look_file import ON_PAPER, declared, look_in, painted
from .typefaces import boxes, covered

if TYPE_CHECKING:
    from weasyprint.urls import URLFetcher  # type: ignore[import-untyped, unused-ignore]

UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
"""What neither XML (the PDF's metadata) nor a page can hold."""

LARGEST = 2_000_000
"""Characters of HTML accepted: some fifteen times a whole theme."""

QR = "asset:qr/"
"""Prefix of a percent-encoded address: the asset is its QR code, as a picture."""

OTHER_LETTERS = """
@font-face { font-family: "Boxes"; src: url("asset:boxes"); }
@font-face { font-family: "emoji"; src: url("asset:documents/fonts/noto-emoji-400.woff2"); }
"""
"""The fonts of what the text's own do not draw; "emoji" is the name by which Pango asks for one."""

LOGO_OF_A_REGION = """
.cover-programme::before {{
  content: ""; position: absolute; top: 11mm; left: 24mm; width: 80mm; height: 14mm;
  background: url("asset:static/{}") left / contain no-repeat;
}}
"""
"""On covers. Ours has none: it is the hills and the sun that stand there in any case."""


class DocumentError(RuntimeError):
    """A document that cannot be made as it should; the message quotes nothing that people typed."""


def draw(html: str, templates: Path) -> bytes:
    """Draw a page as PDF, with the assets packaged under `templates` (see `_packaged_assets`).

    Raises DocumentError if it is too large, or asks for what is not packaged.
    """
    if len(html) > LARGEST:
        raise DocumentError(f"too large: {len(html)} characters")
    with libraries_by_name():
        from weasyprint import HTML  # type: ignore[import-untyped, unused-ignore]
    from weasyprint.urls import FatalURLFetchingError

    html = UNPRINTABLE.sub("", html)
    unknown = "".join(sorted(set(html) - covered(templates)))
    fonts, sheet = _style(templates, unknown)
    assets = _packaged_assets(templates, unknown)
    page = HTML(string=html, url_fetcher=assets)
    try:
        # Hints: for lists that start at another number than 1. Identifier: a digest of the content.
        pdf: bytes = page.write_pdf(
            stylesheets=[sheet],
            font_config=fonts,
            pdf_variant="pdf/ua-1",
            pdf_identifier=True,
            presentational_hints=True,
        )
    except FatalURLFetchingError as error:
        raise DocumentError(f"not packaged: {error.__cause__ or error}") from error
    if assets.refused:  # inside a picture, which WeasyPrint then leaves out
        raise DocumentError(f"not packaged: {assets.refused[0]}")
    return pdf


@contextmanager
def libraries_by_name() -> Iterator[None]:
    """Have WeasyPrint open its native libraries by their sonames alone.

    It tries other names first, and for each `find_library` starts compilers and linkers: some 88
    processes, most of the import's time. Only Linux has sonames.
    """
    search = ctypes.util.find_library
    if sys.platform == "linux":
        ctypes.util.find_library = lambda name: None
    try:
        yield
    finally:
        ctypes.util.find_library = search


@lru_cache(maxsize=4)
def _style(templates: Path, unknown: str) -> tuple[Any, Any]:
    """Return the fonts and the style sheet, read once: they cost as much as two pages.

    The characters of `unknown`, which the text's own fonts do not draw, get two of their own.
    """
    from weasyprint import CSS
    from weasyprint.text.fonts import FontConfiguration  # type: ignore[import-untyped, unused-ignore]

    text = (templates / "documents" / "document.css").read_text("utf-8")
    text = OTHER_LETTERS + text if unknown else text
    look = look_in(templates)
    text = declared(text, look, f'"{ON_PAPER}"', "asset:static/fonts/")
    text += LOGO_OF_A_REGION.format(look.logo) if look.logo != LOGO else ""
    # Before the interpreter shuts down: Pango's maps crash if freed after what they depend on.
    atexit.register(_style.cache_clear)
    fonts, fetcher = FontConfiguration(), _packaged_assets(templates, unknown)
    return fonts, CSS(string=_without_variables(text), font_config=fonts, url_fetcher=fetcher)


def _without_variables(sheet: str) -> str:
    """Replace each `var(--x)` by its value: the renderer would look it up for each element."""
    values = dict(re.findall(r"(--[a-z-]+):\s*([^;]+);", sheet))
    return re.sub(r"var\((--[a-z-]+)\)", lambda variable: values[variable[1]], sheet)


def _packaged_assets(templates: Path, unknown: str) -> "URLFetcher":
    """Serve `asset:static/…`, figures, fonts and what `_made` makes; refuse the rest."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class PackagedAssets(URLFetcher):  # type: ignore[misc, unused-ignore]
        _fail_on_errors = True

        def __init__(self) -> None:
            """Skip the parent's handlers, so that no code here could open an address."""
            self.refused: list[str] = []

        def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
            try:
                content = _made(url, unknown) or _asset(templates, url)
            except (OSError, ValueError):
                self.refused.append(url)
                raise
            kind = "image/svg+xml" if url.endswith(".svg") else "application/octet-stream"
            return URLFetcherResponse(url, content, {"Content-Type": kind})

    return PackagedAssets()


def _made(url: str, unknown: str) -> bytes:
    """Return what is made for this document, or nothing if the package has to hold it."""
    if url == "asset:boxes":
        return boxes(unknown)
    return _qr(unquote(url.removeprefix(QR))) if url.startswith(QR) else b""


def _qr(address: str) -> bytes:
    """Return a QR code as PNG: drawing its squares as lines takes a quarter of a page's time."""
    import segno

    segno.make(address, error="m", micro=False).save(drawn := BytesIO(), kind="png", border=0)
    return drawn.getvalue()


@cache
def _asset(templates: Path, url: str) -> bytes:
    """Return a packaged file: drawings with their colours; fonts unpacked, once for all."""
    scheme, _, name = url.partition(":")
    path = (templates / name).resolve()
    folders = [templates / name for name in ("static", "themes/figures", "documents/fonts")]
    if scheme != "asset" or not any(map(path.is_relative_to, folders)):
        raise ValueError(f"not a packaged asset: {url}")
    if not path.exists():
        path = _in_the_layer(name)
    if path.suffix == ".svg":
        return painted(path.read_text("utf-8"), look_in(templates)).encode()
    if path.suffix != ".woff2":
        return path.read_bytes()
    from fontTools.ttLib import woff2  # type: ignore[import-untyped, unused-ignore]

    woff2.decompress(BytesIO(path.read_bytes()), unpacked := BytesIO())
    return unpacked.getvalue()


def _in_the_layer(name: str) -> Path:
    """Return where a file is that only drawing needs: the layer has it, beside the renderer."""
    import weasyprint  # type: ignore[import-untyped, unused-ignore]

    return Path(weasyprint.__file__).parents[1] / "drawn_with" / name
