"""The member of the team whose address it is: no list of the team is read to sign in."""

import hashlib

from ...domain.ids import member_id
from ...domain.people.addresses import address_key
from ...domain.people.staff import StaffAddress, StaffMember
from ..ports import Records


def team_key(email: str) -> str:
    """Return the id of what says whose address of the team it is."""
    return address_key(email.strip())


def id_by_address(email: str) -> str:
    """Return the id that a member had who was added before ids were random."""
    return member_id(hashlib.sha256(email.strip().casefold().encode()).hexdigest()[:16])


def find_member(email: str, *, store: Records) -> StaffMember | None:
    """Return the member of the team with an address, if there is one."""
    return held_by(email, store)[1]


def held_by(email: str, store: Records) -> tuple[StaffAddress | None, StaffMember | None]:
    """Return what says whose address it is, None of a member from before, and the member."""
    held, from_before = store.load(
        (StaffAddress, team_key(email)), (StaffMember, id_by_address(email))
    )
    return held, store.one(StaffMember, held.member_id) if held else from_before
