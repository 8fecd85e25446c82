"""Tags as PDF/UA wants them (ISO 14289-1, 7.5 and 7.18), where WeasyPrint writes others.

It gives header cells no scope, and numbers them anew in each file, so that two joined files have
two cells of one name. It makes a link inside a link of what a style sheet adds to one (its address,
the dots of a table of contents), links without words of what a line's end leaves, and elements of
what has nothing to read.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pikepdf import Pdf

Mark = tuple[tuple[int, int], int]
"""A page (its object's number and generation), and the number of one of its marks."""

PRINTED = 4
"""The flag of an annotation that is on paper as on a screen."""

MAY_BE_EMPTY = frozenset({"/TD", "/TH"})


def mend_tags(pdf: "Pdf") -> dict[Mark, int]:
    """Mend a drawn document's tags.

    Return the marker of each list's item, with the mark of the text before which it is read.
    """
    mending = _Mending(pdf.Root.StructTreeRoot.ParentTree.Nums)
    for element in pdf.Root.StructTreeRoot.K:
        mending.mend(element)
    for page in pdf.pages:
        for annotation in page.obj.get("/Annots", []):
            annotation.F = PRINTED
    return mending.markers


class _Mending:
    """Goes through the elements of one document. `numbers` are those of its ParentTree."""

    def __init__(self, numbers: Any) -> None:
        self.markers: dict[Mark, int] = {}
        self._numbers, self._in_body = numbers, False
        self._places = {int(number): 2 * n + 1 for n, number in enumerate(list(numbers)[::2])}

    def mend(self, element: Any) -> bool:
        """Mend an element and all below it; return whether there is anything to read in it."""
        kind = str(element.S)
        if kind == "/Link":
            self._fold(element)
        elif kind in MAY_BE_EMPTY:
            _scope(element, kind, "Row" if self._in_body else "Column")
        elif kind in ("/THead", "/TBody"):
            self._in_body = kind == "/TBody"
        read = self._mend_children(element)
        if kind == "/LI":
            self._note_marker(element)
        if kind == "/Link" and not read:
            self._drop_annotations(element)
        return read or kind in MAY_BE_EMPTY

    def _mend_children(self, element: Any) -> bool:
        from pikepdf import Array

        children = list(element.get("/K", []))
        kept = [child for child in children if not _is_element(child) or self.mend(child)]
        if len(kept) < len(children):
            element.K = Array(kept)
        return any(isinstance(child, int) or _is_element(child) for child in kept)

    def _fold(self, link: Any) -> None:
        """Take what the links inside a link hold, in their order, into the link itself."""
        from pikepdf import Array

        children = list(link.K)
        if not any(map(_is_element, children)):
            return
        link.K = Array(_leaves(children))
        for child in link.K:
            if _is_element(child):
                child.P = link
            else:
                self._put(child, link.Pg, link)

    def _put(self, child: Any, page: Any, element: Any) -> None:
        """Say in the ParentTree which element holds a mark of `page`, or an annotation."""
        if isinstance(child, int):
            self._numbers[self._places[int(page.StructParents)]][child] = element
        else:
            self._numbers[self._places[int(child.Obj.StructParent)]] = element

    def _drop_annotations(self, link: Any) -> None:
        """Take the areas of a link without words off its page."""
        from pikepdf import Array

        dropped = {child.Obj.objgen for child in link.K}
        for child in link.K:
            self._put(child, link.Pg, None)
        link.Pg.Annots = Array(each for each in link.Pg.Annots if each.objgen not in dropped)

    def _note_marker(self, item: Any) -> None:
        kinds = {str(child.S): child for child in item.K if _is_element(child)}
        if "/Lbl" in kinds and "/LBody" in kinds:
            marker, text = (next(_marks(kinds[kind]), None) for kind in ("/Lbl", "/LBody"))
            if marker and text and marker[0] == text[0]:
                self.markers[marker] = text[1]


def _scope(cell: Any, kind: str, headed: str) -> None:
    """Have a header cell head its column or its row, in place of names that cells refer to."""
    from pikepdf import Name

    if kind == "/TH":
        cell.A.Scope = Name(f"/{headed}")
    for owner, name in ((cell, "/ID"), (cell.get("/A", {}), "/Headers")):
        if name in owner:
            del owner[name]


def _leaves(children: list[Any]) -> Iterator[Any]:
    """Yield what links hold, but links; WeasyPrint has each on one page."""
    for child in children:
        if _is_element(child) and str(child.S) == "/Link":
            yield from _leaves(list(child.K))
        else:
            yield child


def _marks(element: Any) -> Iterator[Mark]:
    """Yield the marks of an element's own text, in order."""
    for child in element.get("/K", []):
        if isinstance(child, int):
            yield element.Pg.objgen, child
        elif _is_element(child):
            yield from _marks(child)


def _is_element(child: Any) -> bool:
    return not isinstance(child, int) and "/S" in child
