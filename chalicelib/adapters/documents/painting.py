"""What pages paint, put right as PDF/UA asks (ISO 14289-1, 7.1 and 7.8).

WeasyPrint marks what it draws in the margins as text, then leaves it out of the structure tree
(Kozea/WeasyPrint#1836): a page then has text that belongs to nothing. And it paints the marker of a
list's item after all else on the page: some readers follow the painting rather than the tags.
"""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from .tags import Mark

if TYPE_CHECKING:
    from pikepdf import Page, Pdf

MARKED = re.compile(rb"/\w+\s+<<\s*/MCID\s+(\d+)\s*>>\s+BDC\b")
"""The start of marked content. Nothing else looks like it: WeasyPrint writes texts as numbers.

Parsing the pages instead would take a twentieth of the time of a whole document.
"""

APART = re.compile(rb"q\nq\n" + MARKED.pattern + rb"(?:(?!EMC).)+EMC\nQ\nQ\n", re.DOTALL)
"""One marked text alone between the saving and the restoring of all that is set."""

ARTIFACT = b"/Artifact <</Type /Pagination>> BDC"


def mend_painting(pdf: "Pdf", markers: dict[Mark, int]) -> None:
    """Turn what no element of the structure tree holds into artifacts; paint markers in order.

    `markers` are those of lists, each with the mark of the text before which it is read.
    """
    tree = pdf.Root.StructTreeRoot
    held = set(_held(tree.K))
    entries = list(tree.ParentTree.Nums)
    parents = dict(zip(map(int, entries[::2]), entries[1::2], strict=True))
    for page in pdf.pages:
        page.contents_coalesce()
        painted = page.obj.Contents.read_bytes()
        painted = _let_go(painted, page, parents[int(page.obj.StructParents)], held)
        page.obj.Contents = pdf.make_stream(_in_order(painted, page, markers))


def _let_go(painted: bytes, page: "Page", parents: Any, held: set[Mark]) -> bytes:
    def replaced(marked: re.Match[bytes]) -> bytes:
        mark = int(marked[1])
        if (page.obj.objgen, mark) in held:
            return marked[0]
        parents[mark] = None
        return ARTIFACT

    return MARKED.sub(replaced, painted)


def _in_order(painted: bytes, page: "Page", markers: dict[Mark, int]) -> bytes:
    """Move what paints each marker in front of what paints the text that follows it."""
    moved: dict[int, bytes] = {}

    def taken(apart: re.Match[bytes]) -> bytes:
        before = markers.get((page.obj.objgen, int(apart[1])))
        if before is None:
            return apart[0]
        moved[before] = apart[0]
        return b""

    rest = APART.sub(taken, painted)
    return MARKED.sub(lambda marked: moved.get(int(marked[1]), b"") + marked[0], rest)


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
