"""What people may be asked for, in words, for pages of several areas."""

from collections.abc import Iterable

from ... import wiring
from ...domain.directory.filters import Filter, at_level, for_theme, waiting, wanting
from ...domain.errors import FieldError, InvalidFields
from ...domain.levels import Maturity


def groups() -> dict[str, list[str]]:
    """Return every filter that one may ask for, by what it is about."""
    return {
        "sessions": [Filter.UNBOOKED, Filter.ABSENT],
        "mails": [Filter.NO_ADDRESS, Filter.UNPROVEN, Filter.BOUNCED, Filter.UNSUBSCRIBED],
        "organization": [Filter.ORGANIZATION, Filter.ALONE],
        "level": [at_level(each) for each in Maturity],
        "theme": [for_theme(slug) for slug in wiring.own_themes()],
        "demand": [make(slug) for make in (wanting, waiting) for slug in wiring.own_themes()],
    }


def words() -> dict[str, str]:
    """Return what each filter is called."""
    known = wiring.templates().words
    themes = {for_theme(slug): theme.title for slug, theme in wiring.own_themes().items()}
    levels = {at_level(each): known["maturity"][each] for each in Maturity}
    said = known["demand_filter"]
    demand = {
        make(slug): f"{theme.title}, {said[make.__name__]}"
        for make in (wanting, waiting)
        for slug, theme in wiring.own_themes().items()
    }
    return {**known["people_filter"], **levels, **themes, **demand}


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
