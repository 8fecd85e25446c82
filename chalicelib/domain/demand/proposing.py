"""Which theme to open first: what is asked for, beside what is open and how soon."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from ..sessions.slots import Slot
from . import counts
from .counts import Demand


@dataclass(frozen=True)
class ThemeDemand:
    """One theme: who wants it and has no session on it, who waits to be told, what is free.

    An hour for any theme is free for each of them. `next_free_at` is UTC.
    """

    theme: str
    asked: int
    waiting: int
    free: int
    next_free_at: datetime | None

    @property
    def wanted(self) -> int:
        """How many people hours are wanted for, at least."""
        return max(self.asked, self.waiting)

    @property
    def missing(self) -> int:
        """How many hours are missing for all of them."""
        return max(0, self.wanted - self.free)


def of_themes(
    themes: Iterable[str], demand: Demand, free: Iterable[Slot]
) -> tuple[ThemeDemand, ...]:
    """Return each theme, that to open first at the top. `free`: all bookable hours, soonest first.

    First what lacks most hours; of those that lack as many, what people wait for longest.
    """
    slots = [*free]
    found = [_of(theme, demand, [each for each in slots if each.offers(theme)]) for theme in themes]
    return tuple(sorted(found, key=lambda each: (-each.missing, -each.wanted, _soon(each))))


def _of(theme: str, demand: Demand, free: list[Slot]) -> ThemeDemand:
    return ThemeDemand(
        theme,
        demand.of(counts.asked(theme)),
        demand.of(counts.waiting(theme)),
        len(free),
        free[0].starts_at if free else None,
    )


def _soon(each: ThemeDemand) -> tuple[bool, float, str]:
    """Put first what has no hour, then what has its first one latest, then by name."""
    at = each.next_free_at
    return at is not None, -at.timestamp() if at else 0, each.theme
