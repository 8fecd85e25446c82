"""Who is of the team: the operator decides, by a function of their own, and admins among them."""

from dataclasses import replace
from datetime import datetime

from ...domain.errors import NotFound
from ...domain.ids import NewId, access_subject, member_id
from ...domain.people.callers import Caller
from ...domain.people.staff import OwnAccess, Role, StaffAddress, StaffMember
from ...domain.people.staff_acts import OPERATOR, Deed, StaffAct, done
from ..callers import member_of_team, with_member
from ..ports import PeopleStore, Records, Unit
from ..retrying import decided_afresh
from .find_member import held_by, team_key


@decided_afresh
def enrol(
    email: str, name: str, role: Role, *, store: Records, new_id: NewId, now: datetime
) -> StaffMember:
    """Add a member of the team; one who is there gets the name and role, and is let in again."""
    asked = StaffMember(member_id(new_id()), email, name, role)
    unit = store.unit()
    member = _enrolled(unit, OPERATOR, asked, store, now)
    unit.commit()
    return member


@decided_afresh
def bar(email: str, *, store: Records, now: datetime) -> None:
    """Close every session of a member of the team, and let them in no more. Raises NotFound."""
    _, member = held_by(email, store)
    if member is None:
        raise NotFound
    unit = store.unit()
    barred = unit.save(member.barred())
    unit.add(*_done(OPERATOR, Deed.MEMBER_BARRED, barred, now))
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
    caller: Caller,
    email: str,
    name: str,
    role: Role,
    *,
    store: Records,
    new_id: NewId,
    now: datetime,
) -> StaffMember:
    """Do as the operator does, for an admin. Raises Forbidden, InvalidToken, OwnAccess."""
    asking = member_of_team(caller, store=store)
    if team_key(email) == team_key(asking.email):
        raise OwnAccess
    asked = StaffMember(member_id(new_id()), email, name, role)
    unit = store.unit()
    member = _enrolled(unit, caller, asked, store, now)
    unit.unchanged(asking)
    unit.commit()
    return member


@decided_afresh
def change_access(
    caller: Caller, identifier: str, role: Role | None, *, store: Records, now: datetime
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
    deed = Deed.MEMBER_BARRED if role is None else Deed.ROLE_CHANGED
    unit.add(*_done(caller, deed, saved, now))
    unit.unchanged(asking)
    unit.commit()
    return saved


def _done(caller: Caller, deed: Deed, member: StaffMember, now: datetime) -> tuple[StaffAct, ...]:
    """Return what is written of a member's access, with the role that it leaves them."""
    said = member.role.value if member.active else ""
    return done(caller, deed, access_subject(member.id), member.version, now, said)


def _enrolled(
    unit: Unit, caller: Caller, asked: StaffMember, store: Records, now: datetime
) -> StaffMember:
    """Add a member to a write; one from before random ids keeps theirs, and holds their address.

    Who is there already, as asked, is no act of anybody.
    """
    held, found = held_by(asked.email, store)
    found = found or asked
    if held is None:
        unit.add(StaffAddress(team_key(asked.email), found.id))
    wanted = replace(found.let_in(asked.role), name=asked.name)
    if held is not None and wanted == found:
        return wanted
    saved = unit.save(wanted)
    unit.add(*_done(caller, Deed.MEMBER_ADDED, saved, now))
    return saved
