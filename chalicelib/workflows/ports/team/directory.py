"""What stories of the team's list of people ask of the table."""

from typing import Protocol

from ....domain.directory.lists import PeopleList
from ..loading import Records


class DirectoryStore(Records, Protocol):
    """By what people are found, and the lists that members keep."""

    def spots(self, beginning: str, after: str, limit: int) -> list[str]:
        """Return where keys are that begin so, behind one of them, `limit` at most; consistent.

        In order of keys, then of names. `after`: a place that was returned, or "".
        """

    def people_lists(self, member_id: str) -> list[PeopleList]:
        """Return the lists that a member keeps, in no order of note; consistent."""
