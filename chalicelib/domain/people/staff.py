"""The members of the team."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from ..errors import Conflict, LinkUsed

QUIET = timedelta(minutes=5)
"""The least time between two sign-in mails, while the last link has not been used."""

TWICE = timedelta(minutes=2)
"""How long after a form was sent its second sending may arrive."""


class OwnAccess(Conflict):
    """Members cannot change their own access: so there is always an admin left."""

    code = "own_access"


class Role(StrEnum):
    ADMIN = "admin"
    ADVISER = "adviser"


@dataclass(frozen=True)
class StaffMember:
    """`daily_roundup`: what others do to her sessions is told once a day, and not at once.

    `session_epoch` dates her browsers' sessions: signing out raises it, and ends them all.
    `sign_ins` dates the links with which she signs in: using one raises it. `signed_in_at` (UTC),
    and the mark of the form she did it with, tell its second sending from another use.
    """

    id: str
    email: str
    name: str
    role: Role
    active: bool = True
    link_epoch: int = 0
    link_sent_at: datetime | None = None
    calendar_epoch: int = 0
    session_epoch: int = 0
    sign_ins: int = 0
    signed_in_at: datetime | None = None
    signed_in_with: str = ""
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

    def signed_in(self, link: int, form: str, now: datetime) -> "StaffMember":
        """Return the member once she has used the sign-in link numbered `link`.

        The same form sent again, as by a double tap, changes nothing. `form`: its mark, "" without
        one. Raises LinkUsed.
        """
        if link == self.sign_ins:
            used = replace(self, sign_ins=self.sign_ins + 1)
            return replace(used, signed_in_at=now, signed_in_with=form)
        just = self.signed_in_at is not None and now - self.signed_in_at < TWICE
        if not (form and form == self.signed_in_with and just):
            raise LinkUsed
        return self

    def has_a_link(self, now: datetime) -> bool:
        """Return whether a sign-in link was mailed a moment ago, and still works."""
        if self.link_sent_at is None or now - self.link_sent_at >= QUIET:
            return False
        return self.signed_in_at is None or self.signed_in_at < self.link_sent_at

    def with_other_calendar(self) -> "StaffMember":
        """Return the member once no address of her calendar works; the next is new."""
        return replace(self, calendar_epoch=self.calendar_epoch + 1)

    def signed_out(self) -> "StaffMember":
        """Return the member once every session of hers is over."""
        return replace(self, session_epoch=self.session_epoch + 1, signed_in_with="")


@dataclass(frozen=True)
class StaffAddress:
    """Whose an address of the team is: the member's id says nothing of it."""

    id: str
    member_id: str
    version: int = 0
