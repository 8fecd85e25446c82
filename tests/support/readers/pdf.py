"""What is wrong with a PDF that says it is accessible: its structure, read as a screen reader does.

`qpdf --check` passes on a file whose tags are lost. The rules are those of ISO 14289-1 (PDF/UA-1)
that joining two files can break.
"""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf

PAINTING = frozenset({"S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "Tj", "TJ", "'", '"', "Do"})


def faults(content: bytes) -> list[str]:
    """Each in words; none for a sound document."""
    with pikepdf.open(BytesIO(content)) as pdf:
        return [*_claims(pdf), *_tags(pdf), *_links(pdf), *_bookmarks(pdf), *_labels(pdf)]


def _claims(pdf: pikepdf.Pdf) -> Iterator[str]:
    root = pdf.Root
    if str(root.get("/Lang", "")) != "fr-CA":
        yield "no language"
    if not _at(root, "/MarkInfo", "/Marked"):
        yield "not marked as tagged"
    if not _at(root, "/ViewerPreferences", "/DisplayDocTitle"):
        yield "the title is not shown"
    metadata = bytes(root.Metadata.read_bytes()) if "/Metadata" in root else b""
    if b'pdfuaid:part="1"' not in metadata:
        yield "PDF/UA is not claimed"
    if b"<dc:title>" not in metadata:
        yield "no title"


def _tags(pdf: pikepdf.Pdf) -> Iterator[str]:
    if "/StructTreeRoot" not in pdf.Root:
        yield "no structure tree"
        return
    tree = pdf.Root.StructTreeRoot
    elements = list(_elements(tree.K))
    yield from _headings(elements)
    yield from _cells(elements)
    yield from _words(elements)
    pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
    for element in elements:
        if str(element.S) == "/Figure" and not str(element.get("/Alt", "")):
            yield "a figure without a description"
        if any(page not in pages for _, page in _marks(element)):
            yield f"{element.S} is on a page that is not in the document"
    numbers = _numbers(tree)
    marked = {(page, mark) for element in elements for mark, page in _marks(element)}
    objects = {each.Obj.objgen for element in elements for each in _objects(element)}
    for page in pdf.pages:
        number = pages[page.obj.objgen]
        if str(page.obj.get("/Tabs", "")) != "/S":
            yield f"page {number}: no reading order"
        yield from _text(page, number, numbers, marked)
        yield from _order(page, number, elements)
        yield from _tagged_links(page, number, numbers, objects)


def _headings(elements: list[Any]) -> Iterator[str]:
    """No level is skipped."""
    level = 0
    for element in elements:
        kind = str(element.S)
        if kind[1:2] == "H" and kind[2:].isdigit():
            if int(kind[2:]) > level + 1:
                yield f"heading {kind} after H{level}"
            level = int(kind[2:])


def _cells(elements: list[Any]) -> Iterator[str]:
    """A header says what it heads; a name is of one cell alone."""
    for element in elements:
        if str(element.S) == "/TH" and "/Scope" not in _at(element, "/A"):
            yield "a header cell without a scope"
    names = [bytes(element.ID) for element in elements if "/ID" in element]
    if len(set(names)) < len(names):
        yield "two elements of one name"


def _words(elements: list[Any]) -> Iterator[str]:
    """What is announced has something to read."""
    for element in elements:
        kind, inside = str(element.S), list(_elements(element.get("/K", pikepdf.Array())))
        if kind in {"/Link", "/Span"} and not any(map(_holds, [element, *inside])):
            yield f"{kind[1:]} without words"
        if kind == "/Link" and any(str(each.S) == "/Link" for each in inside):
            yield "a link inside a link"


def _holds(element: Any) -> bool:
    return any(True for _ in _marks(element))


def _order(page: pikepdf.Page, number: int, elements: list[Any]) -> Iterator[str]:
    """Some readers follow the painting: it is in the order of the tags."""
    read = [mark for element in elements for mark in _marks_in_order(element, page)]
    painted = [mark for mark in _content(page, number) if mark in set(read)]
    if painted != [mark for mark in read if mark in set(painted)]:
        yield f"page {number}: painted in another order than it is read"


def _marks_in_order(element: Any, page: pikepdf.Page) -> Iterator[int]:
    return (mark for mark, place in _marks(element) if place == page.obj.objgen)


def _text(
    page: pikepdf.Page,
    number: int,
    numbers: dict[int, Any],
    marked: set[tuple[tuple[int, int], int]],
) -> Iterator[str]:
    parents = numbers.get(int(page.obj.get("/StructParents", -1)))
    if parents is None:
        yield f"page {number}: not in the structure tree"
        return
    for mark in _content(page, number):
        if isinstance(mark, str):
            yield mark
        elif (page.obj.objgen, mark) not in marked:
            yield f"page {number}: text {mark} belongs to no element"
        elif (mark, page.obj.objgen) not in set(_marks(parents[mark])):
            yield f"page {number}: text {mark} belongs to an element of elsewhere"


def _tagged_links(
    page: pikepdf.Page, number: int, numbers: dict[int, Any], objects: set[tuple[int, int]]
) -> Iterator[str]:
    for annotation in page.obj.get("/Annots", []):
        element = numbers.get(int(annotation.get("/StructParent", -1)))
        if element is None or annotation.objgen not in objects:
            yield f"page {number}: a link belongs to no element"
        elif annotation.objgen not in {each.Obj.objgen for each in _objects(element)}:
            yield f"page {number}: a link belongs to an element of elsewhere"


def _content(page: pikepdf.Page, number: int) -> Iterator[int | str]:
    """The marks of what is drawn; a fault for what is drawn outside of any."""
    depth = 0
    for instruction in pikepdf.parse_content_stream(page):
        name, operands = str(instruction.operator), list(instruction.operands)
        if name in {"BDC", "BMC"}:
            depth += 1
            properties: Any = operands[1] if len(operands) > 1 else {}
            if "/MCID" in properties:
                yield int(properties["/MCID"])
        elif name == "EMC":
            depth -= 1
        elif name in PAINTING and not depth:
            yield f"page {number}: {name} outside of any tag"


def _links(pdf: pikepdf.Pdf) -> Iterator[str]:
    pages = {page.obj.objgen for page in pdf.pages}
    places: dict[bytes, tuple[int, int]] = {}
    for name, place in _named(_at(pdf.Root, "/Names", "/Dests")):
        if places and name <= max(places):
            yield "the names are not in order"
        places[name] = _place(place)[0].objgen
    for number, page in enumerate(pdf.pages, 1):
        for annotation in page.obj.get("/Annots", []):
            if not str(annotation.get("/Contents", "")):
                yield f"page {number}: a link without words"
            if not int(annotation.get("/F", 0)) & 4:
                yield f"page {number}: a link that is not printed"
            if not _leads_somewhere(annotation, places, pages):
                yield f"page {number}: a link to nowhere"


def _leads_somewhere(
    annotation: Any, places: dict[bytes, tuple[int, int]], pages: set[tuple[int, int]]
) -> bool:
    if "/Dest" not in annotation:
        return str(_at(annotation, "/A", "/URI")).startswith(("http", "mailto:"))
    place = annotation.Dest
    if isinstance(place, pikepdf.Array):
        return place[0].objgen in pages
    return places.get(bytes(place)) in pages


def _bookmarks(pdf: pikepdf.Pdf) -> Iterator[str]:
    if "/Outlines" not in pdf.Root:
        yield "no bookmarks"
        return
    pages = [page.obj.objgen for page in pdf.pages]
    seen: list[int] = []
    for item in _outline(pdf.Root.Outlines):
        place = _place(item.get("/Dest", item.get("/A")))[0].objgen
        if place not in pages:
            yield f"the bookmark « {item.Title} » leads nowhere"
        else:
            seen.append(pages.index(place))
    if seen != sorted(seen):
        yield "bookmarks out of order"
    if seen and seen[-1] < len(pages) // 2:
        yield "the bookmarks stop half way"


def _outline(parent: Any) -> Iterator[Any]:
    item, before = parent.get("/First"), None
    while item is not None:
        assert item.Parent.objgen == parent.objgen
        assert (item.Prev.objgen if "/Prev" in item else None) == before
        yield item
        yield from _outline(item)
        before, last = item.objgen, item
        item = item.get("/Next")
        if item is None:
            assert parent.Last.objgen == last.objgen


def _labels(pdf: pikepdf.Pdf) -> Iterator[str]:
    """What a viewer calls a page is printed on it, but on a cover."""
    from pypdf import PdfReader

    stream = BytesIO()
    pdf.save(stream)
    reader = PdfReader(stream)
    for number, (page, label) in enumerate(zip(reader.pages, reader.page_labels, strict=True), 1):
        if number > 1 and f"Page {label}" not in page.extract_text().replace("\xa0", " "):
            yield f"page {number}: not called {label} on the page"


def _at(node: Any, *names: str) -> Any:
    """What is found along a path of names, or an empty dictionary."""
    for name in names:
        node = node.get(name) if name in node else pikepdf.Dictionary()
    return node


def _named(node: Any) -> Iterator[tuple[bytes, Any]]:
    """The leaves of a tree of names, in order."""
    for kid in node.get("/Kids", []):
        yield from _named(kid)
    entries = list(node.get("/Names", []))
    for name, place in zip(entries[::2], entries[1::2], strict=True):
        yield bytes(name), place


def _place(place: Any) -> Any:
    return place.D if isinstance(place, pikepdf.Dictionary) else place


def _elements(node: Any) -> Iterator[Any]:
    """In reading order."""
    children = node if isinstance(node, pikepdf.Array) else [node]
    for child in children:
        if isinstance(child, pikepdf.Dictionary) and "/S" in child:
            yield child
            yield from _elements(child.get("/K", pikepdf.Array()))


def _marks(element: Any) -> Iterator[tuple[int, tuple[int, int]]]:
    """Each mark that an element holds, and its page."""
    for child in _children(element):
        if isinstance(child, int):
            yield child, element.Pg.objgen
        elif isinstance(child, pikepdf.Dictionary) and "/MCID" in child:
            place: Any = child.get("/Pg", element.get("/Pg"))
            yield int(child.MCID), place.objgen


def _objects(element: Any) -> Iterator[Any]:
    for child in _children(element):
        if isinstance(child, pikepdf.Dictionary) and str(child.get("/Type", "")) == "/OBJR":
            yield child


def _children(element: Any) -> list[Any]:
    children = element.get("/K", pikepdf.Array())
    return list(children) if isinstance(children, pikepdf.Array) else [children]


def _numbers(tree: Any) -> dict[int, Any]:
    entries = list(tree.ParentTree.Nums)
    keys = [int(key) for key in entries[::2]]
    assert keys == sorted(set(keys))
    return dict(zip(keys, entries[1::2], strict=True))
