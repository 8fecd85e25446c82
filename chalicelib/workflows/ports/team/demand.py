"""What stories of demand ask of the table."""

from typing import Protocol

from ....domain.demand.alerts import Alert
from ..sessions import SessionStore


class DemandStore(SessionStore, Protocol):
    """Who waits for a theme, and who was told; both from an index."""

    def line_for(self, theme: str, limit: int) -> list[Alert]:
        """Return who waits, those first who asked first, `limit` at most."""

    def turns(self, limit: int) -> list[Alert]:
        """Return who was told and whose turn is not seen to be over, by when it is."""
