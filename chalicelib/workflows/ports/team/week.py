"""What stories of advisers' hours ask of the table, beside their slots."""

from typing import Protocol

from ....domain.week.day_changes import DayChange
from ..sessions import SessionStore


class WeekStore(SessionStore, Protocol):
    """What is asked for and not made yet, and what comes again."""

    def day_changes(self, adviser_id: str) -> list[DayChange]:
        """Return those of an adviser that are not made yet, in no order of note; consistent.

        Raises UnreadableItem: one that cannot be read may be of any day.
        """
