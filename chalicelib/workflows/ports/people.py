"""What stories of people ask of the table."""

from typing import Any, Protocol

from ...domain.people.staff import StaffMember
from .loading import Records


class PeopleStore(Records, Protocol):
    """The team; and all that is held about one person."""

    def team(self) -> list[StaffMember]:
        """Return the members of the team, in no order of note: from an index, a moment late.

        One whom an earlier release added is not among them before they sign in or are added again.
        """

    def person(self, person_id: str) -> list[Any]:
        """Return all of it, of every kind, in no order of note; consistent.

        Raises UnreadableItem if the item that says who they are cannot be read.
        """
