"""The changes of settings: one partition, in order of their numbers."""

from ....domain.adjusting.adjustments import SettingsChange, change_id
from .. import layout, partitions
from ..queries import Queries


class AdjustingStore(Queries):
    def settings_changes(self, before: int, limit: int) -> list[SettingsChange]:
        """Return the changes numbered below `before`, the latest first."""
        first, last = (layout.LAYOUTS[SettingsChange].sk(change_id(n)) for n in (0, before - 1))
        condition = "pk = :pk AND sk BETWEEN :first AND :last"
        values = {":pk": partitions.ADJUSTMENTS, ":first": first, ":last": last}
        request = self._request(condition, values, consistent=True)
        page = self._ask({**request, "ScanIndexForward": False, "Limit": limit})
        return self._readable(page["Items"])
