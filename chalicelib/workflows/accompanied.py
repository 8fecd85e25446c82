"""Whose things are held, for who may see them: an admin, or who accompanies the person."""

from collections.abc import Iterable
from typing import Any

from ..domain.directory.accompanying import accompanying
from ..domain.directory.entries import PersonEntry
from ..domain.errors import NotFound
from ..domain.people.participants import Participant
from ..domain.people.roles import ensure_accompanies
from ..domain.people.staff import Role, StaffMember


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


def opens(row: PersonEntry, member: StaffMember) -> bool:
    """Return whether somebody's page is open to a member of the team, as their row has it."""
    return member.role is Role.ADMIN or row.accompanied_by(member.id)


def _whose(things: list[Any]) -> Participant:
    person = next((each for each in things if isinstance(each, Participant)), None)
    if person is None:
        raise NotFound
    return person
