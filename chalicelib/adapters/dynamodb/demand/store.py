"""What the table does for demand: each theme's line, and those whose turn it is, from an index."""

from ....domain.demand.alerts import Alert
from .. import partitions
from ..queries import Queries


class DemandStore(Queries):
    def line_for(self, theme: str, limit: int) -> list[Alert]:
        """Return who waits for a theme, those first who asked first."""
        return self._alerts(partitions.line_for(theme), limit)

    def turns(self, limit: int) -> list[Alert]:
        """Return those whose turn it is, by when it is over."""
        return self._alerts(partitions.TURNS, limit)

    def _alerts(self, partition: str, limit: int) -> list[Alert]:
        request = self._request("timeline_pk = :pk", {":pk": partition}, index=partitions.TIMELINE)
        return self._readable(self._ask({**request, "Limit": limit})["Items"])
