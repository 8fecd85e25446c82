"""That an hour may have become free, until who waits for it is told."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

NEWS = "hours"
"""The id of the only news of hours."""

LEASE = timedelta(minutes=5)
"""How long whoever tells a line has it for themselves; then the sweep goes on with it."""

LOOKS = 2
"""How often free hours are looked at after a change: they are read from an index, a moment late."""

LOOK_AGAIN = timedelta(minutes=5)

LONGEST_UNHEARD = timedelta(minutes=30)
"""How long changes that follow one another put off the first look, at most: twice the time for
which the longest of them may be undone."""


@dataclass(frozen=True)
class HourNews:
    """That an hour may have become free, while those who wait are seen to; there is one at most.

    `looks` counts how often free hours are still to be looked at. `heard_at` is when the first was
    heard of the changes that nobody has begun to look at; None if there are none.
    """

    id: str
    next_at: datetime
    looks: int = LOOKS
    heard_at: datetime | None = None
    version: int = 0

    def due(self, now: datetime) -> bool:
        return self.next_at <= now

    def claimed(self, now: datetime) -> "HourNews":
        """Return it claimed by one worker for a lease."""
        return replace(self, next_at=now + LEASE, heard_at=None)

    def heard(self, now: datetime, until: datetime) -> "HourNews":
        """Return it after one more change, which may be undone until then (UTC)."""
        first = self.heard_at or now
        return replace(
            self, next_at=min(until, first + LONGEST_UNHEARD), looks=LOOKS, heard_at=first
        )

    def resting(self, until: datetime) -> "HourNews":
        """Return it until people wake."""
        return replace(self, next_at=until)

    def looked(self, now: datetime, turns: list[datetime]) -> "HourNews | None":
        """Return it after a look, with when to look again; None once nothing is to be seen to.

        `turns`: when those that are under way are over.
        """
        again = [now + LOOK_AGAIN] if self.looks > 1 else []
        moments = [*turns, *again]
        if not moments:
            return None
        return replace(self, next_at=min(moments), looks=max(1, self.looks - 1))
