"""A total by theme, profile or discipline: its parts in order, and which of them leads.

What leads is said from what is shown alone. Where parts are withheld or put together, a part is
called the first only if nobody who reads the same numbers could doubt it.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from ..protection.grouped import KEYS, NOT_GIVEN, REGROUPED
from .shapes import UNSAID
from .wording import listed


@dataclass(frozen=True)
class Part:
    """One part of a total; its `count` is None where it is withheld.

    `joined`: it is of several parts together, or of those not known, and is never called the first.
    """

    key: str
    label: str
    count: int | None
    joined: bool = False


@dataclass(frozen=True)
class Breakdown:
    """A total and its parts, the largest first; withheld and regrouped ones are the last."""

    total: int | None
    parts: tuple[Part, ...]

    @property
    def leaders(self) -> tuple[Part, ...]:
        """Return the parts with the most, of those that stand by themselves; none if all is 0."""
        own = self._own()
        most = max((part.count or 0 for part in own), default=0)
        return tuple(part for part in own if part.count == most) if most else ()

    @property
    def sure(self) -> bool:
        """Return whether nothing that is withheld or regrouped can be as large as the leaders."""
        if not self.leaders:
            return False
        most = self.leaders[0].count or 0
        joined = [part.count or 0 for part in self.parts if part.joined and part.key != NOT_GIVEN]
        if max(joined, default=0) >= most:
            return False
        if self.total is None:
            return not self.withheld
        return self.total - sum(part.count or 0 for part in self.parts) < most

    @property
    def withheld(self) -> bool:
        return any(part.count is None for part in self.parts)

    def _own(self) -> tuple[Part, ...]:
        return tuple(p for p in self.parts if p.count is not None and not p.joined)


def breakdown(
    counts: Mapping[str, int | None],
    total: int | None,
    label: Callable[[str], str],
    together: str,
    order: tuple[str, ...] = (),
    joined: Collection[str] = (),
) -> Breakdown:
    """Return a total's parts, without those of nobody. `together` names what is regrouped.

    `joined` are other keys that stand for several parts.

    In the `order` of keys, where there is one; otherwise the largest first, then by name.
    """
    parts = [
        Part(
            key,
            together if key == REGROUPED else label(key),
            count,
            joined=key in (REGROUPED, NOT_GIVEN, *joined),
        )
        for key, count in counts.items()
        if count != 0
    ]
    if order:
        parts.sort(key=lambda part: (*order, part.key).index(part.key))
    else:
        parts.sort(key=_largest_first)
    return Breakdown(total, tuple(parts))


MOST_NAMED = 3
"""Parts told together are named one by one up to so many."""


def together(
    report: Mapping[str, Any], table: str, label: Callable[[str], str], otherwise: str
) -> str:
    """Return what the parts of a table that are told together are called."""
    keys = (report.get(KEYS) or {}).get(table) or []
    if not 0 < len(keys) <= MOST_NAMED:
        return otherwise
    names = [UNSAID.lower() if key == NOT_GIVEN else label(key) for key in keys]
    return f"{listed(names)}, ensemble"


def _largest_first(part: Part) -> tuple[bool, bool, int, str]:
    return part.key == REGROUPED, part.count is None, -(part.count or 0), part.label
