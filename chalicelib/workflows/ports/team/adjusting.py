"""What stories of settings ask of the table."""

from typing import Protocol

from ....domain.adjusting.adjustments import SettingsChange
from ..loading import Records


class AdjustingStore(Records, Protocol):
    """What admins set, and each change of it."""

    def settings_changes(self, before: int, limit: int) -> list[SettingsChange]:
        """Return the changes numbered below `before`, the latest first: `limit` at most.

        Consistent.
        """
