"""What two PDFs share when different versions of the same libraries drew them.

Text alone does not tell: a box in place of a character reads the same. The fonts do.
"""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from pypdf import PageObject, PdfReader


def facts(pdf: bytes) -> dict[str, list[Any]]:
    """Return the text, fonts, pictures and links of each page, and the tags with their depth."""
    reader = PdfReader(BytesIO(pdf))
    catalogue: Any = reader.trailer["/Root"]
    return {
        "text": [page.extract_text() for page in reader.pages],
        "fonts": [_fonts(page) for page in reader.pages],
        "pictures": [len(page.images) for page in reader.pages],
        "links": [_links(page) for page in reader.pages],
        "tags": list(_tags(catalogue["/StructTreeRoot"]["/K"])),
    }


def _fonts(page: PageObject) -> list[str]:
    """Return the fonts' names, without the prefix that stands for the characters they hold."""
    resources: Any = page["/Resources"]
    fonts = (font.get_object() for font in resources.get("/Font", {}).values())
    return sorted(font["/BaseFont"].rpartition("+")[2].lstrip("/") for font in fonts)


def _links(page: PageObject) -> list[str]:
    annotations: Any = page.get("/Annots", [])
    actions = (annotation.get_object().get("/A", {}) for annotation in annotations)
    return [str(action.get("/URI", "")) for action in actions]


def _tags(node: Any, depth: int = 0) -> Iterator[tuple[int, str]]:
    node = node.get_object()
    if isinstance(node, list):
        for child in node:
            yield from _tags(child, depth)
    elif isinstance(node, dict) and "/S" in node:
        yield depth, str(node["/S"])
        if "/K" in node:
            yield from _tags(node["/K"], depth + 1)
