"""The identifiers that paths carry."""

from ...domain.errors import NotFound
from ...domain.events.events import EVENT, EventNotFound, is_about_event
from ...domain.ids import is_whole, owner_of
from .requests import identifier


def event_of_path(value: str) -> str:
    """Raises EventNotFound for what is no event's id."""
    try:
        found = identifier(value)
    except NotFound:
        raise EventNotFound from None
    if owner_of(found) != EVENT or not (is_about_event(found) and is_whole(found)):
        raise EventNotFound
    return found


def registration_of_path(value: str) -> str:
    """Raises NotFound for what is no registration's id."""
    found = identifier(value)
    if not is_about_event(found) or not is_whole(found):
        raise NotFound
    return found
