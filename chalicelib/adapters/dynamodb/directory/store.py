"""What the table does for the team's list of people: keys on their shelves, in order."""

from typing import cast

from ....domain.directory.entries import shelf
from ....domain.directory.lists import PeopleList
from .. import layout, partitions
from ..queries import Queries

LAST = "\U0010ffff"

KEY_BYTES = 1024  # of a sort key, at most


class DirectoryStore(Queries):
    def spots(self, beginning: str, after: str, limit: int) -> list[str]:
        """Return the next spots that begin so, behind one of them, in order; consistent.

        None are behind a place where no spot can be: the table would refuse it.
        """
        first = partitions.SPOT + (f"{after} " if after else beginning)
        last = partitions.SPOT + beginning + LAST
        if after and not (after.startswith(beginning) and first < last and _fits(first)):
            return []
        condition = "pk = :pk AND sk BETWEEN :first AND :last"
        values = {
            ":pk": partitions.found_by(shelf(beginning)),
            ":first": first,
            ":last": last,
        }
        request = self._request(condition, values, consistent=True)
        request |= {"ProjectionExpression": "sk", "Limit": limit}
        found = self._pages(request, limit)
        return [item["sk"]["S"].removeprefix(partitions.SPOT) for item in found]

    def people_lists(self, member_id: str) -> list[PeopleList]:
        """Return the lists that a member keeps."""
        values = {":pk": partitions.person(member_id), ":lists": layout.LAYOUTS[PeopleList].sk("")}
        found = self._query("pk = :pk AND begins_with(sk, :lists)", values, consistent=True)
        return cast(list[PeopleList], found)


def _fits(key: str) -> bool:
    return len(key.encode()) <= KEY_BYTES
