"""Where the columns of an edition's files are in a table as it was brought."""

from collections.abc import Iterator, Mapping

from ..folding import snake
from ..matching import header_of
from ..tools.headers import Header
from ..tools.known import tool
from .abouts import About

EXPORTED: Mapping[str, tuple[str, ...]] = {
    "email": ("email", "buyer"),
    "starts_at": ("start", "date", "joined"),
    "theme": ("type",),
    "status": ("status", "cancelled", "minutes"),
    "answered_on": ("when",),
    "registered_on": ("when", "start", "date", "joined"),
    "given_name": ("given", "name"),
    "family_name": ("family", "name"),
    "title": ("event",),
    "event_ref": ("event",),
}
"""Our columns → those of tools' exports that they are made of, the first that is there."""


def places(about: About) -> dict[str, int]:
    """Return the place of our columns in a table, of those that it has."""
    names = header_of(about.source.grid)[1]
    if about.file and not about.matched:
        return {snake(name): place for place, name in reversed(list(enumerate(names)))}
    found = dict(_exported(about))
    for ask in about.asks:
        if ask.kind == "column" and ask.proposed.isdecimal():
            found[ask.about] = int(ask.proposed)
    return found


def header_line(about: About) -> int:
    """Return the number of the line that names a table's columns."""
    header = _exported_header(about)
    return header.number if header else header_of(about.source.grid)[0]


def _exported_header(about: About) -> Header | None:
    known = tool(about.tool)
    return known.header(about.source.grid) if known else None


def _exported(about: About) -> Iterator[tuple[str, int]]:
    header = _exported_header(about)
    if header is None:
        return
    for column, theirs in EXPORTED.items():
        place = next((header.at[name] for name in theirs if name in header), None)
        if place is not None:
            yield column, place
