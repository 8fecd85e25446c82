"""How many people want each theme: whole numbers, kept as people change, all in one item.

What somebody adds to them follows from their row in the team's list, and is written with it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

DEMAND = "demand"
"""The id of the only item, which begins the path of each counter."""


@dataclass(frozen=True)
class Demand:
    """The counters, by path."""

    id: str
    counts: dict[str, int] = field(default_factory=dict)
    version: int = 0

    @property
    def awaited(self) -> list[str]:
        """The themes for which somebody waits to be told."""
        return [
            name.removeprefix(waiting(""))
            for name, count in self.counts.items()
            if name.startswith(waiting("")) and count > 0
        ]

    def of(self, counter: str) -> int:
        return max(0, self.counts.get(counter, 0))


def asked(theme: str) -> str:
    """Return the counter of those who want a theme and have no session on it."""
    return f"{DEMAND}/asked/{theme}"


def waiting(theme: str) -> str:
    """Return the counter of those who wait to be told of a free hour for a theme."""
    return f"{DEMAND}/waiting/{theme}"


def moves(before: Iterable[str], after: Iterable[str]) -> dict[str, int]:
    """Return what to add to counters when those that somebody is counted in become others."""
    was, becomes = {*before}, {*after}
    return {
        **dict.fromkeys(sorted(becomes - was), 1),
        **dict.fromkeys(sorted(was - becomes), -1),
    }
