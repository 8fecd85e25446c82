"""What stories of the audience ask of the table."""

from datetime import date
from typing import Protocol

from ...domain.audience.figures import PageDay
from .loading import Records


class AudienceStore(Records, Protocol):
    """Views, by day and page."""

    def page_days(self, first: date, last: date) -> list[PageDay]:
        """Return what was counted from one day to another, both included, in order; consistent."""
