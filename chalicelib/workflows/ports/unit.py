"""One atomic write."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Protocol

from ...domain.events.seats import Claim, Move, Reshape
from ...domain.report.figures import Figures


class Unit(Protocol):
    """Collects writes, a hundred at most and each of another item, and makes all or none of them.

    Whatever does not hold when it is committed, as each method says, makes `commit` raise Stale.
    """

    def add(self, *entities: Any) -> None:
        """Write new entities; holds if none of them exists."""

    def save[T](self, entity: T) -> T:
        """Write an entity; holds if it is as it was read. Returns it as it will stand."""

    def overwrite(self, entity: Any) -> None:
        """Write an entity over what stands there; holds if something does."""

    def put(self, entity: Any) -> None:
        """Write an entity as if new, whatever stands there, even if nothing does; always holds."""

    def delete(self, entity: Any) -> None:
        """Delete an entity; holds if it is as it was read."""

    def discard(self, entity: Any) -> None:
        """Delete an entity, whatever its state, even if it is gone; always holds."""

    def unchanged(self, entity: Any) -> None:
        """Write nothing; holds if the entity is as it was read."""

    def seats(self, change: Move | Reshape, now: datetime) -> None:
        """Change the seats of an event by arithmetic; holds if the numbers allow."""

    def release(self, event_id: str, claim: Claim, now: datetime) -> None:
        """Settle a claim; holds if it is still there."""

    def count(
        self, counter: type[Any], identifier: str, *fields: str, below: int | None = None
    ) -> None:
        """Add one to `count`, or to these fields, of a counter that may be new.

        Always holds but where it must be `below`.
        """

    def uncount(self, counter: type[Any], identifier: str) -> None:
        """Subtract one from a counter; holds if it exists."""

    def add_to(
        self, identifier: str, counts: Mapping[str, int], counters: type[Any] = Figures
    ) -> None:
        """Add to counters, which may be new: of a group of figures, or others; always holds."""

    def commit(self) -> None:
        """Make the write, in one call; none if there is nothing to write.

        Raises Stale, with nothing written and with what stood in the way where that is known;
        UnreadableItem if that cannot be read; Busy: then the write may have gone through.
        """
