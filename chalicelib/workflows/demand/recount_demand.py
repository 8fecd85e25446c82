"""Count anew who wants each theme, by the keys of the team's list: for an operator, after it."""

from collections.abc import Iterable
from dataclasses import replace

from ...domain.demand import counts
from ...domain.demand.counts import DEMAND, Demand
from ...domain.directory.filters import waiting, wanting
from ...domain.directory.keys import FILTER
from ..ports import DirectoryStore
from ..retrying import decided_afresh

AT_ONCE = 2000
"""Keys counted in one call."""


@decided_afresh
def recount_demand(themes: Iterable[str], *, store: DirectoryStore) -> None:
    """Write the counters of these themes as the keys say; what changes meanwhile counts, too."""
    before = store.one(Demand, DEMAND) or Demand(DEMAND)
    filters = {
        counter(theme): by(theme)
        for theme in themes
        for counter, by in ((counts.asked, wanting), (counts.waiting, waiting))
    }
    found = {counter: _count(f"{FILTER}{each} ", store) for counter, each in filters.items()}
    unit = store.unit()
    unit.save(replace(before, counts={name: count for name, count in found.items() if count}))
    unit.commit()


def _count(beginning: str, store: DirectoryStore) -> int:
    count, last = 0, ""
    while some := store.spots(beginning, last, AT_ONCE):
        count, last = count + len(some), some[-1]
    return count
