"""The identifiers that paths carry."""

from ...domain.errors import NotFound
from ...domain.events.events import EventNotFound
from ...domain.ids import is_about_event, is_event, is_whole
from .requests import identifier


def event_of_path(value: str) -> str:
    """Return an event's id. Raises EventNotFound for anything else."""
    try:
        found = identifier(value)
    except NotFound:
        raise EventNotFound from None
    if not is_event(found):
        raise EventNotFound
    return found


def registration_of_path(value: str) -> str:
    """Return a registration's id. Raises NotFound for anything else."""
    found = identifier(value)
    if not is_about_event(found) or not is_whole(found):
        raise NotFound
    return found
