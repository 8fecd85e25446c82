"""The members of the team."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from ..errors import Conflict


class OwnAccess(Conflict):
    """Members cannot change their own access: so there is always an admin left."""

    code = "own_access"


class Role(StrEnum):
    ADMIN = "admin"
    ADVISER = "adviser"


@dataclass(frozen=True)
class StaffMember:
    """`daily_roundup`: what others do to her sessions is told once a day, and not at once."""

    id: str
    email: str
    name: str
    role: Role
    active: bool = True
    link_epoch: int = 0
    link_sent_at: datetime | None = None
    calendar_epoch: int = 0
    daily_roundup: bool = False
    version: int = 0

    def let_in(self, role: Role) -> "StaffMember":
        """Return the member with a role, let in again if they were barred."""
        return replace(self, role=role, active=True)

    def barred(self) -> "StaffMember":
        """Return the member with every session closed, and let in no more."""
        if not self.active:
            return self
        return replace(self, active=False, link_epoch=self.link_epoch + 1)


@dataclass(frozen=True)
class StaffAddress:
    """Whose an address of the team is: the member's id says nothing of it."""

    id: str
    member_id: str
    version: int = 0
