"""What stories of demand ask of the table."""

from typing import Protocol

from ....domain.demand.alerts import Alert
from ..sessions import SessionStore


class DemandStore(SessionStore, Protocol):
    """Who waits for a theme, and who was told."""

    def line_for(self, theme: str, limit: int) -> list[Alert]:
        """Return who waits, from an index: those first who asked first, `limit` at most."""

    def turns(self, limit: int) -> list[Alert]:
        """Return whose turn is not seen to be over, from an index, by when it is."""
