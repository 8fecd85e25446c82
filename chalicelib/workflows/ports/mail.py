"""What sweeps ask of the table: what is due, and what could not be handled."""

from datetime import datetime
from typing import Any, Protocol

from ...domain.mail.due import Due, Misplaced, SetAside
from ...domain.mail.sweeps import Place
from ...domain.unreadable import Unreadable
from .events import SeatStore
from .loading import Records
from .sessions import SessionStore


class DueStore(Records, Protocol):
    """Due items, and those set aside. A change is one conditional write."""

    def due(
        self, now: datetime, limit: int, after: Place | None = None
    ) -> list[Due | Unreadable | Misplaced]:
        """Return what has come due behind `after`, oldest first, `limit` at most; from an index.

        Nothing is left out: what cannot be read, or is not in its place, comes as that.
        """

    def place(self, kind: str, identifier: str) -> Unreadable:
        """Return the place of the item that a queue's record names, without a call."""

    def set_aside(
        self, item: Unreadable, cause: Unreadable, now: datetime, since: datetime | None = None
    ) -> bool:
        """Set an item aside for an hour; False, with nothing written, if it waits for no time."""

    def put_back(self, item: Unreadable, entity: Any) -> bool:
        """Put an item back to its own time, if it has one; False if it is not set aside."""

    def put_right(self, misplaced: Misplaced) -> bool:
        """Correct the place of an item in the index; False if it changed or was set aside."""

    def aside(self, limit: int) -> list[SetAside]:
        """Return what is set aside, soonest to look at first, `limit` at most; from an index."""


class MailStore(SeatStore, SessionStore, Protocol):
    """What is read to send a mail: places in line, free hours."""
