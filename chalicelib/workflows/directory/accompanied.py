"""Whose things are held, for who may see them: an admin, or who accompanies the person."""

from collections.abc import Iterable
from typing import Any

from ...domain.errors import NotFound
from ...domain.people.participants import Participant
from ...domain.people.roles import ensure_accompanies
from ...domain.people.staff import StaffMember
from ...domain.people.staff_acts import Deed, StaffAct
from ...domain.sessions.bookings import Booking


def accompanied(member: StaffMember, held: Iterable[Any]) -> Participant:
    """Return whose things these are. Raises Forbidden to another adviser, NotFound."""
    things = list(held)
    ensure_accompanies(member, accompanying(things))
    return _whose(things)


def hers_or_new(member: StaffMember, held: Iterable[Any]) -> Participant:
    """Return the same to whom one may give an hour: an adviser, also to who is nobody's yet.

    Raises Forbidden, NotFound.
    """
    things = list(held)
    advisers = accompanying(things)
    if advisers:
        ensure_accompanies(member, advisers)
    return _whose(things)


def accompanying(held: Iterable[Any]) -> set[str]:
    """Return who accompanies a person: who has a session with them, and who registered them."""
    found: set[str] = set()
    for each in held:
        if isinstance(each, Booking):
            found.add(each.adviser_id)
        elif isinstance(each, StaffAct) and each.deed is Deed.PERSON_REGISTERED:
            found.add(each.by)
    return found


def _whose(things: list[Any]) -> Participant:
    person = next((each for each in things if isinstance(each, Participant)), None)
    if person is None:
        raise NotFound
    return person
