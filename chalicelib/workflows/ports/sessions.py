"""What stories of one-to-one sessions ask of the table."""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from ...domain.sessions.bookings import Booking
from ...domain.sessions.slots import Slot
from ...domain.week.external import Elsewhere, ExternalCalendar
from .loading import Records


class SessionStore(Records, Protocol):
    """Lists of slots and of bookings."""

    def open_slots(self, now: datetime, limit: int, wanted: Callable[[Slot], bool]) -> list[Slot]:
        """Return free ones to come that are wanted, by start, `limit` at most; from an index.

        Some ten thousand are read at most, whatever is wanted.
        """

    def open_slots_between(self, since: datetime, until: datetime) -> list[Slot]:
        """Return all free ones from `since` to before `until`, by start; from an index."""

    def agenda(self, since: datetime, until: datetime) -> list[Booking]:
        """Return all that stand, from `since` to before `until`, by start; from an index."""

    def adviser_slots(self, adviser_id: str, since: datetime, until: datetime) -> list[Slot]:
        """Return an adviser's slots, free or not, that may overlap a time, by start; consistent.

        Raises UnreadableItem: one that cannot be read may not leave the time free.
        """

    def calendars_to_read(self, now: datetime, limit: int) -> list[ExternalCalendar]:
        """Return external calendars whose time has come, `limit` at most; from an index."""


class ExternalCalendars(Protocol):
    """The calendars that advisers gave, wherever these are."""

    def times(self, url: str, since: datetime, until: datetime) -> tuple[Elsewhere, ...]:
        """Return when she is elsewhere from `since` to `until` (UTC). Raises CalendarUnread."""
