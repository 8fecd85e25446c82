"""What an address of the list asks for: words, filters, and where a page begins."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable
from urllib.parse import urlencode

from ...domain.errors import FieldError, InvalidFields
from ...workflows.directory.find_people import Cursor

LONGEST_CURSOR = 2000


def query_of(q: str, filters: Iterable[str], after: Cursor | None = None) -> str:
    """Return the query of a page's address that asks for this."""
    fields = [("q", q)] if q else []
    fields += [("filtre", each) for each in filters]
    return urlencode([*fields, ("suite", written(after))] if after else fields)


def written(cursor: Cursor | None) -> str | None:
    """Return a place in the list as an address has it."""
    if cursor is None:
        return None
    return urlsafe_b64encode(json.dumps(cursor, separators=(",", ":")).encode()).decode()


def read(text: str) -> Cursor | None:
    """Return the place that an address has, None for the beginning. Raises InvalidFields."""
    if not text:
        return None
    try:
        number, part, spot = json.loads(urlsafe_b64decode(text[:LONGEST_CURSOR]))
        str(spot).encode()
    except (RecursionError, TypeError, ValueError):
        number = part = spot = None
    match number, part, spot:
        case int(), int(), str() if number >= 0 and part >= 0:
            return number, part, spot
    raise InvalidFields(FieldError("cursor", "invalid_choice", about="people_list"))


def read_or_first(text: str) -> Cursor | None:
    """Return the place that a page's address has, or the beginning."""
    try:
        return read(text)
    except InvalidFields:
        return None
