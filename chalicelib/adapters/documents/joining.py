"""Corrects the tags of drawn PDFs, and joins two PDFs into one accessible document.

pikepdf carries over pages, destinations and bookmarks. It leaves the structure tree behind, while
the file still claims to be accessible (ISO 14289-1, PDF/UA-1). Each page and annotation points into
the tree by a number of its file's ParentTree: the second file's numbers go after the first's.
"""

from io import BytesIO
from typing import TYPE_CHECKING, Any

from .painting import mend_painting
from .tags import mend_tags

if TYPE_CHECKING:
    from pikepdf import Dictionary, Pdf

Label = tuple[str, int]
"""A numbering style of PDF (`r`: roman, `D`: decimal) and its first number."""


def finished(drawn: bytes, label: Label | None = None) -> bytes:
    """Return a PDF from the renderer with its tags and what its pages paint mended.

    `label` numbers its pages, as viewers show them, unless it is 1, 2, 3.
    """
    import pikepdf

    with pikepdf.open(BytesIO(drawn)) as pdf:
        _correct(pdf)
        if label:
            pdf.Root.PageLabels = _page_labels((0, label))
        return _saved(pdf)


def join(drawn: bytes, second: bytes, labels: tuple[Label, Label]) -> bytes:
    """Finish a PDF from the renderer, and append the pages of a finished one.

    The same input gives the same bytes. Title, language and claims are those of the first. `labels`
    number the pages of each, as viewers show them.
    """
    import pikepdf

    with pikepdf.open(BytesIO(drawn)) as whole, pikepdf.open(BytesIO(second)) as more:
        _correct(whole)
        before = len(whole.pages)
        whole.add_pages_from(more)
        # After the pages: the copied tree refers to their copies.
        tree = whole.copy_foreign(more.Root.StructTreeRoot)
        _graft_tags(whole, tree, [page.obj for page in whole.pages][before:])
        whole.Root.PageLabels = _page_labels((0, labels[0]), (before, labels[1]))
        return _saved(whole)


def _correct(drawn: "Pdf") -> None:
    mend_painting(drawn, mend_tags(drawn))


def _saved(pdf: "Pdf") -> bytes:
    from pikepdf import ObjectStreamMode

    small = ObjectStreamMode.generate
    pdf.save(saved := BytesIO(), deterministic_id=True, object_stream_mode=small)
    return saved.getvalue()


def _graft_tags(whole: "Pdf", second: Any, pages: list[Any]) -> None:
    """Append the second document's elements to the first's, and renumber its `pages`."""
    first = whole.Root.StructTreeRoot
    numbers = first.ParentTree.Nums
    after = 1 + max(int(number) for number in list(numbers)[::2])
    for page in pages:
        for item in (page, *page.get("/Annots", [])):
            for name in ("/StructParents", "/StructParent"):
                if name in item:
                    item[name] = after + int(item[name])
    theirs = list(second.ParentTree.Nums)
    for number, parents in zip(theirs[::2], theirs[1::2], strict=True):
        numbers.append(after + int(number))
        numbers.append(parents)
    document = first.K[0]
    for element in second.K[0].K:
        element.P = document
        document.K.append(element)


def _page_labels(*parts: tuple[int, Label]) -> "Dictionary":
    from pikepdf import Array, Dictionary, Name

    entries: list[Any] = []
    for page, (style, start) in parts:
        entries += [page, Dictionary(S=Name(f"/{style}"), St=start)]
    return Dictionary(Nums=Array(entries))
