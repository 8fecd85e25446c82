"""What the table does for the hours of advisers, beside their slots."""

from typing import cast

from ....domain.week.day_changes import DayChange
from .. import layout, partitions
from ..queries import Queries


class WeekStore(Queries):
    def day_changes(self, adviser_id: str) -> list[DayChange]:
        """Return the changes of an adviser's days that are not made yet. Strongly consistent.

        Raises UnreadableItem: an unreadable one may be of any day.
        """
        of_hers = partitions.person(adviser_id), layout.LAYOUTS[DayChange].sk("")
        values = dict(zip((":pk", ":changes"), of_hers, strict=True))
        request = self._request("pk = :pk AND begins_with(sk, :changes)", values, consistent=True)
        return cast(list[DayChange], self._decided_about(self._pages(request)))
