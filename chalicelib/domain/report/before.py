"""Who had been accompanied on a meeting's theme before it, and who of them came."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from itertools import accumulate

from .facts import EventFacts
from .figures import Counts, names_of, path

Order = tuple[str, frozenset[str]]
"""A theme, and the themes on which a person had been accompanied before it."""


class Firsts:
    """First sessions on each theme, of everybody and of those who came to each meeting.

    `first/THEME/BEFORE/START` and `came/EVENT/THEME/BEFORE/START`: see `first_sessions`.
    """

    def __init__(self, counts: Mapping[tuple[str, ...], int]) -> None:
        self._of: dict[str, dict[Order, dict[str, int]]] = {}
        for names, count in counts.items():
            if names[0] in ("first", "came"):
                *event, theme, before, start = names[1:]
                held = self._of.setdefault("".join(event), {})
                order = theme, frozenset(names_of(before) if before else ())
                held.setdefault(order, {})[start] = count
        self._sums = {
            event: {order: _Sums(starts) for order, starts in orders.items()}
            for event, orders in self._of.items()
        }

    def before(self, event: EventFacts) -> int:
        """Return how many people had been accompanied on one of its themes before it."""
        return self._count("", event)

    def came(self, event: EventFacts) -> int:
        """Return how many of them came."""
        return self._count(event.ref, event)

    def _count(self, held: str, event: EventFacts) -> int:
        themes, start = {*event.themes}, event.starts_at.isoformat(timespec="seconds")
        orders = self._sums.get(held, {}).items()
        return sum(
            sums.until(start)
            for (theme, before), sums in orders
            if theme in themes and themes.isdisjoint(before)
        )


class _Sums:
    """Counts by start, added up so that those before a moment are found at once."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        self._starts = sorted(counts)
        self._sums = [0, *accumulate(counts[start] for start in self._starts)]

    def until(self, moment: str) -> int:
        return self._sums[bisect_left(self._starts, moment)]


def folded(counts: Counts, events: Iterable[EventFacts]) -> dict[str, int]:
    """Return the same counters with first sessions counted by the meeting that began before them.

    For figures that are kept whole with all their meetings: they say the same of each, and have no
    more counters than there are meetings, however many people.
    """
    starts = sorted({event.starts_at.isoformat(timespec="seconds") for event in events})
    found: dict[str, int] = {}
    for counter, count in counts.items():
        names = names_of(counter)
        if names[0] in ("first", "came"):
            begun = bisect_right(starts, names[-1])
            counter = path(*names[:-1], starts[begun - 1] if begun else "")
        found[counter] = found.get(counter, 0) + count
    return found
