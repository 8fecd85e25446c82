"""The members of the team."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


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
