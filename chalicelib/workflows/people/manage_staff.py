"""Who is of the team: the operator decides, by a function of their own, and admins among them."""

from dataclasses import replace

from ...domain.errors import NotFound
from ...domain.ids import NewId, member_id
from ...domain.people.callers import Caller
from ...domain.people.staff import OwnAccess, Role, StaffAddress, StaffMember
from ..callers import member_of_team, with_member
from ..ports import PeopleStore, Records, Unit
from ..retrying import decided_afresh
from .find_member import held_by, team_key


@decided_afresh
def enrol(email: str, name: str, role: Role, *, store: Records, new_id: NewId) -> StaffMember:
    """Add a member of the team; one who is there gets the name and role, and is let in again."""
    unit = store.unit()
    member = _enrolled(unit, email, name, role, store, new_id)
    unit.commit()
    return member


@decided_afresh
def bar(email: str, *, store: Records) -> None:
    """Close every session of a member of the team, and let them in no more. Raises NotFound."""
    _, member = held_by(email, store)
    if member is None:
        raise NotFound
    unit = store.unit()
    unit.save(member.barred())
    unit.commit()


def list_members(caller: Caller, *, store: PeopleStore) -> tuple[StaffMember, list[StaffMember]]:
    """Return the admin who asks, and the team by name, those who are let in first.

    Raises Forbidden, InvalidToken.
    """
    asking = member_of_team(caller, store=store)
    team = store.team()
    return asking, sorted(team, key=lambda each: (not each.active, each.name.casefold(), each.id))


@decided_afresh
def add_member(
    caller: Caller, email: str, name: str, role: Role, *, store: Records, new_id: NewId
) -> StaffMember:
    """Do as the operator does, for an admin. Raises Forbidden, InvalidToken, OwnAccess."""
    asking = member_of_team(caller, store=store)
    if team_key(email) == team_key(asking.email):
        raise OwnAccess
    unit = store.unit()
    member = _enrolled(unit, email, name, role, store, new_id)
    unit.unchanged(asking)
    unit.commit()
    return member


@decided_afresh
def change_access(
    caller: Caller, identifier: str, role: Role | None, *, store: Records
) -> StaffMember:
    """Give another member a role, and let them in again; without a role, bar them.

    Whoever decides is still an admin when it is written: of two admins who bar each other, one
    stays. Raises Forbidden, InvalidToken, OwnAccess, NotFound.
    """
    asking, before = with_member(caller, store, (StaffMember, identifier))
    if identifier == caller.person_id:
        raise OwnAccess
    if before is None:
        raise NotFound
    after: StaffMember = before.barred() if role is None else before.let_in(role)
    if after == before:
        return after
    unit = store.unit()
    saved = unit.save(after)
    unit.unchanged(asking)
    unit.commit()
    return saved


def _enrolled(
    unit: Unit, email: str, name: str, role: Role, store: Records, new_id: NewId
) -> StaffMember:
    """Add a member to a write; one from before random ids keeps theirs, and holds their address."""
    held, found = held_by(email, store)
    if found is None:
        found = StaffMember(member_id(new_id()), email, name, role)
    if held is None:
        unit.add(StaffAddress(team_key(email), found.id))
    wanted = replace(found.let_in(role), name=name)
    known = held is not None and wanted == found
    return wanted if known else unit.save(wanted)
