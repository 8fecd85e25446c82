"""Who had been accompanied on an event's themes before it, and who of them came.

Counters: `first/THEME/BEFORE/START` of everybody, `event/REF/came/THEME/BEFORE` of who came and had
been accompanied before: see `first_sessions` in `contributions.py`.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from datetime import datetime
from itertools import accumulate

from .facts import EventFacts
from .figures import Counts, names_of, path


class Firsts:
    """First sessions on each theme, by the themes on which somebody was accompanied before."""

    def __init__(self, counts: Mapping[tuple[str, ...], int]) -> None:
        starts: dict[tuple[str, str], dict[str, int]] = {}
        self._came: dict[str, dict[tuple[str, str], int]] = {}
        for names, count in counts.items():
            match names:
                case "first", theme, before, start:
                    starts.setdefault((theme, before), {})[start] = count
                case "event", ref, "came", theme, before:
                    self._came.setdefault(ref, {})[theme, before] = count
        self._starts = {order: _Sums(held) for order, held in starts.items()}

    def before(self, event: EventFacts) -> int:
        """Return how many people had been accompanied on one of its themes before it."""
        moment = event.starts_at.isoformat(timespec="seconds")
        return sum(
            sums.until(moment) for order, sums in self._starts.items() if _is_of(event, *order)
        )

    def came(self, event: EventFacts) -> int:
        """Return how many of them came."""
        held = self._came.get(event.ref, {}).items()
        return sum(count for order, count in held if _is_of(event, *order))


def _is_of(event: EventFacts, theme: str, before: str) -> bool:
    """Return whether a first session on a theme was the first on any of the event's."""
    earlier = names_of(before) if before else ()
    return theme in event.themes and not any(each in event.themes for each in earlier)


class _Sums:
    """Counts by start, added up so that those before a moment are found at once."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        self._starts = sorted(counts)
        self._sums = [0, *accumulate(counts[start] for start in self._starts)]

    def until(self, moment: str) -> int:
        return self._sums[bisect_left(self._starts, moment)]


def folded(
    counts: Counts, events: Iterable[EventFacts], until: datetime = datetime.max
) -> dict[str, int]:
    """Return the same counters with first sessions counted by the event that began before them.

    They say the same of each of these events and of any that begins later, and are no more than
    there are events, however many people. Sessions that begin after `until` stay as they are.
    """
    starts = sorted({event.starts_at.isoformat(timespec="seconds") for event in events})
    last = until.isoformat(timespec="seconds")
    found: dict[str, int] = {}
    for counter, count in counts.items():
        names = names_of(counter)
        if names[0] == "first" and names[-1] <= last:
            begun = bisect_right(starts, names[-1])
            counter = path(*names[:-1], starts[begun - 1] if begun else "")
        found[counter] = found.get(counter, 0) + count
    return found
