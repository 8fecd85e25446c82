"""The identifiers that paths carry."""

from ...domain.errors import NotFound
from ...domain.events.events import EVENT, MARK, EventNotFound, is_about_event
from .requests import identifier


def event_of_path(value: str) -> str:
    """Raises EventNotFound for what is no event's id."""
    try:
        found = identifier(value)
    except NotFound:
        raise EventNotFound from None
    owner, _, suffix = found.partition("-")
    if owner != EVENT or not suffix.startswith(MARK) or "-" in suffix:
        raise EventNotFound
    return found


def registration_of_path(value: str) -> str:
    """Raises NotFound for what is no registration's id."""
    found = identifier(value)
    if not is_about_event(found) or found.count("-") != 1:
        raise NotFound
    return found
