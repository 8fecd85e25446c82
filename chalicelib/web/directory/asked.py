"""What an address of the list asks for: words, filters, and where a page begins."""

import json
from collections.abc import Iterable
from urllib.parse import urlencode

from ...domain.people.callers import Caller
from ...workflows.directory.find_people import Cursor
from ..http.formats import places

PEOPLE = "people"


def query_of(q: str, filters: Iterable[str], further: str | None = None) -> str:
    """Return the query of a page's address that asks for this."""
    fields = [("q", q)] if q else []
    fields += [("filtre", each) for each in filters]
    return urlencode([*fields, ("suite", further)] if further else fields)


def written(caller: Caller, cursor: Cursor | None) -> str | None:
    """Return a place in the list as an address has it."""
    if cursor is None:
        return None
    return places.written(caller, PEOPLE, json.dumps(cursor, separators=(",", ":")))


def read(caller: Caller, text: str) -> Cursor | None:
    """Return the place that an address has, None for the beginning. Raises InvalidFields."""
    return _cursor(places.read(caller, PEOPLE, text))


def read_or_first(caller: Caller, text: str) -> Cursor | None:
    """Return the place that a page's address has, or the beginning."""
    return _cursor(places.read_or_first(caller, PEOPLE, text))


def _cursor(place: str) -> Cursor | None:
    number, part, spot = json.loads(place) if place else (None, 0, "")
    return None if number is None else (number, part, spot)
