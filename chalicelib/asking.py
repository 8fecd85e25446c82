"""Which member of the team a request was found to come from, and whom it is answered about."""

from contextvars import ContextVar
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .domain.people.staff import StaffMember

member: ContextVar["StaffMember | None"] = ContextVar("member", default=None)
"""Noted where they are recognised: the menu of the team's pages shows what their role may."""

about: ContextVar[str] = ContextVar("about", default="")
"""Whom of the participants an answer is about, or which list it is, where the path does not say."""
