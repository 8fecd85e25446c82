"""Which member of the team a request was found to come from."""

from contextvars import ContextVar
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .domain.people.staff import StaffMember

member: ContextVar["StaffMember | None"] = ContextVar("member", default=None)
"""Noted where they are recognised: the menu of the team's pages shows what their role may."""
