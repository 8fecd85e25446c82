"""What an address of the list asks for: words, filters, and where a page begins."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable
from urllib.parse import urlencode

from ... import wiring
from ...domain.directory.filters import Filter, at_level, for_theme, waiting, wanting
from ...domain.errors import FieldError, InvalidFields
from ...domain.levels import Maturity
from ...workflows.directory.find_people import Cursor

LONGEST_CURSOR = 2000


def groups() -> dict[str, list[str]]:
    """Return every filter that one may ask for, by what it is about."""
    return {
        "sessions": [Filter.UNBOOKED, Filter.ABSENT],
        "mails": [Filter.NO_ADDRESS, Filter.UNPROVEN, Filter.BOUNCED, Filter.UNSUBSCRIBED],
        "organization": [Filter.ORGANIZATION, Filter.ALONE],
        "level": [at_level(each) for each in Maturity],
        "theme": [for_theme(slug) for slug in wiring.themes()],
        "demand": [make(slug) for make in (wanting, waiting) for slug in wiring.themes()],
    }


def words() -> dict[str, str]:
    """Return what each filter is called."""
    known = wiring.templates().words
    themes = {for_theme(slug): theme.title for slug, theme in wiring.themes().items()}
    levels = {at_level(each): known["maturity"][each] for each in Maturity}
    said = known["demand_filter"]
    demand = {
        make(slug): f"{theme.title}, {said[make.__name__]}"
        for make in (wanting, waiting)
        for slug, theme in wiring.themes().items()
    }
    return {**known["people_filter"], **levels, **themes, **demand}


def query_of(q: str, filters: Iterable[str], after: Cursor | None = None) -> str:
    """Return the query of a page's address that asks for this."""
    fields = [("q", q)] if q else []
    fields += [("filtre", each) for each in filters]
    return urlencode([*fields, ("suite", written(after))] if after else fields)


def known_filters(asked: Iterable[str]) -> list[str]:
    """Return the filters of those asked for that there are, each once."""
    there = {each for options in groups().values() for each in options}
    return [each for each in dict.fromkeys(asked) if each in there]


def checked_filters(asked: Iterable[str]) -> list[str]:
    """Return the filters that are asked for. Raises InvalidFields if there is none of that name."""
    known = known_filters(asked)
    if set(asked) - set(known):
        raise InvalidFields(FieldError("filter", "invalid_choice", about="people_list"))
    return known


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
