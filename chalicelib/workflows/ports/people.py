"""What stories of people ask of the table."""

from typing import Any, Protocol

from ...domain.people.staff import StaffMember
from ...domain.people.staff_acts import StaffAct
from .loading import Records


class PeopleStore(Records, Protocol):
    """The team; and all that is held about one person."""

    def team(self) -> list[StaffMember]:
        """Return the members of the team, in no order of note: from an index, a moment late.

        One whom an earlier release added is not among them before they sign in or are added again.
        """

    def acts(self, subject: str, before: str, limit: int) -> tuple[list[StaffAct], str]:
        """Return what the team did to one thing, newest first: `limit` at most.

        From an index, a moment late. What follows is read `before` the place that is returned, ""
        at the end.
        """

    def journal(self, before: str, limit: int) -> tuple[list[StaffAct], str]:
        """Return all that the team did, in the same way, from an index, a moment late.

        What an earlier release wrote is not in it.
        """

    def person(self, person_id: str) -> list[Any]:
        """Return all of it, of every kind, in no order of note; consistent.

        Raises UnreadableItem if the item that says who they are cannot be read.
        """
