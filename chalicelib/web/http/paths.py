"""The identifiers that paths carry."""

import re
from collections.abc import Callable

from ...domain.errors import NotFound
from ...domain.events.events import EventNotFound
from ...domain.ids import is_about_event, is_event, is_of_team, is_participant, is_whole, letter_of
from .requests import LONGEST_ID, identifier

_EVENTS = re.compile(r"/evenements/(series/)?[0-9a-z-]{1,80}")


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


def person_of_path(value: str) -> str:
    """Return a participant's id. Raises NotFound for anything else."""
    return _of_somebody(value, is_participant)


def member_of_path(value: str) -> str:
    """Return the id of a member of the team. Raises NotFound for anything else."""
    return _of_somebody(value, is_of_team)


def letter_of_path(value: str) -> str:
    """Return a letter's id. Raises NotFound for anything else."""
    found = identifier(value)
    if letter_of(found) != found:
        raise NotFound
    return found


def page_of_events(path: str) -> str:
    """Return the path of an event's page, or of a series', to come back to; "" for any other."""
    return path if _EVENTS.fullmatch(path) else ""


def _of_somebody(value: str, is_theirs: Callable[[str], bool]) -> str:
    """Return the id of somebody, which nobody owns and no dash is in."""
    plain = value.isascii() and value.isalnum() and len(value) <= LONGEST_ID
    if not (plain and is_theirs(value)):
        raise NotFound
    return value
