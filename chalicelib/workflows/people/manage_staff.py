"""Who is staff: only the operator decides, by a function that nobody else can call."""

from dataclasses import replace

from ...domain.errors import NotFound
from ...domain.people.staff import Role, StaffMember
from ..ports import Records
from .sign_in_staff import staff_id


def enrol(email: str, name: str, role: Role, *, store: Records) -> StaffMember:
    """Add a member of staff; one who is there gets the name and role, and is let in again."""
    found = store.one(StaffMember, staff_id(email))
    wanted = StaffMember(staff_id(email), email, name, role)
    if found is not None:
        wanted = replace(found, name=name, role=role, active=True)
    if wanted == found:
        return wanted
    unit = store.unit()
    member = unit.save(wanted)
    unit.commit()
    return member


def bar(email: str, *, store: Records) -> None:
    """Close every session of a member of staff, and let them in no more. Raises NotFound."""
    member = store.one(StaffMember, staff_id(email))
    if member is None:
        raise NotFound
    unit = store.unit()
    unit.save(replace(member, active=False, link_epoch=member.link_epoch + 1))
    unit.commit()
