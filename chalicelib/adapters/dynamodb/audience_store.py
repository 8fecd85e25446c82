"""What the table does for the audience: one partition, by day and page."""

from datetime import date
from typing import cast

from ...domain.audience.figures import PageDay
from . import partitions
from .queries import Queries


class AudienceStore(Queries):
    def page_days(self, first: date, last: date) -> list[PageDay]:
        """Return what was counted from one day to another, both included, in order."""
        condition = "pk = :pk AND sk BETWEEN :first AND :last"
        values = {":pk": partitions.AUDIENCE, ":first": f"DAY#{first}", ":last": f"DAY#{last}~"}
        return cast(list[PageDay], self._query(condition, values, consistent=True))
