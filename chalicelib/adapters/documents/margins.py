"""Running titles and page numbers made artifacts, as PDF/UA asks (ISO 14289-1, 7.8).

WeasyPrint marks what it draws in the margins as text, then leaves it out of the structure tree
(Kozea/WeasyPrint#1836): a page then has text that belongs to nothing.
"""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pikepdf import Page, Pdf

Mark = tuple[tuple[int, int], int]
"""A page (its object's number and generation), and the number of one of its marks."""

MARKED = re.compile(rb"/\w+\s+<<\s*/MCID\s+(\d+)\s*>>\s+BDC\b")
"""The start of marked content. Nothing else looks like it: WeasyPrint writes texts as numbers.

Parsing the pages instead would take a twentieth of the time of a whole document.
"""

ARTIFACT = b"/Artifact <</Type /Pagination>> BDC"


def margins_as_artifacts(pdf: "Pdf") -> None:
    """Turn everything on the pages that no element of the structure tree holds into artifacts."""
    tree = pdf.Root.StructTreeRoot
    held = set(_held(tree.K))
    entries = list(tree.ParentTree.Nums)
    parents = dict(zip(map(int, entries[::2]), entries[1::2], strict=True))
    for page in pdf.pages:
        _let_go(pdf, page, parents[int(page.obj.StructParents)], held)


def _let_go(pdf: "Pdf", page: "Page", parents: Any, held: set[Mark]) -> None:
    def replaced(marked: re.Match[bytes]) -> bytes:
        mark = int(marked[1])
        if (page.obj.objgen, mark) in held:
            return marked[0]
        parents[mark] = None
        return ARTIFACT

    page.contents_coalesce()
    page.obj.Contents = pdf.make_stream(MARKED.sub(replaced, page.obj.Contents.read_bytes()))


def _held(node: Any) -> Iterator[Mark]:
    """Yield every mark that an element of the tree holds; WeasyPrint's elements name their page."""
    from pikepdf import Array, Dictionary

    for element in node if isinstance(node, Array) else [node]:
        children = element.get("/K", Array())
        for child in children if isinstance(children, Array) else [children]:
            if isinstance(child, int):
                yield element.Pg.objgen, child
            elif "/MCID" in child:
                place: Any = child.get("/Pg", element.get("/Pg"))
                yield place.objgen, int(child.MCID)
            elif isinstance(child, Dictionary) and "/S" in child:
                yield from _held(child)
