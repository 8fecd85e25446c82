"""Where a page of a list begins, as its address and the API's `next` say it: sealed."""

from .... import wiring
from ....adapters.sealed_places import NotAPlace
from ....domain.errors import FieldError, InvalidFields
from ....domain.people.callers import Caller


def written(caller: Caller, name: str, place: str) -> str:
    """Return a place in a list as an address has it; "" at the end."""
    return wiring.places().seal(place, _whose(caller, name)) if place else ""


def read(caller: Caller, name: str, text: str) -> str:
    """Return the place that an address has, "" for the beginning.

    Raises InvalidFields for one that was not given to this member, for this list.
    """
    try:
        return wiring.places().open(text, _whose(caller, name)) if text else ""
    except NotAPlace:
        raise InvalidFields(FieldError("cursor", "invalid_choice", about="people_list")) from None


def read_or_first(caller: Caller, name: str, text: str) -> str:
    """Return the place that a page's address has, or the beginning."""
    try:
        return read(caller, name, text)
    except InvalidFields:
        return ""


def _whose(caller: Caller, name: str) -> str:
    return f"{name} {caller.person_id}"
