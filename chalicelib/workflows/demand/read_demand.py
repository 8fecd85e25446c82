"""Read which themes people want, beside what is open: in as many calls, whoever they are."""

from datetime import datetime

from ...domain.demand.counts import DEMAND, Demand
from ...domain.demand.proposing import ThemeDemand, of_themes
from ...domain.documents.themes import Theme
from ...domain.people.callers import Caller
from ...domain.programme import Programme
from ...domain.sessions.slots import Slot
from ..callers import with_member
from ..ports import SessionStore

COUNTED = 2000
"""How many free hours are counted: some two years of an adviser's."""


def read_demand(
    caller: Caller,
    *,
    store: SessionStore,
    programme: Programme,
    themes: dict[str, Theme],
    now: datetime,
) -> tuple[ThemeDemand, ...]:
    """Return each theme on offer, that to open first at the top. Raises Forbidden, InvalidToken."""
    _, demand = with_member(caller, store, known=[(Demand, DEMAND)])
    return demand_now(demand, store=store, programme=programme, themes=themes, now=now)


def demand_now(
    demand: Demand | None,
    *,
    store: SessionStore,
    programme: Programme,
    themes: dict[str, Theme],
    now: datetime,
) -> tuple[ThemeDemand, ...]:
    """Return the same by counters that were read, None if nobody was ever counted."""

    def bookable(slot: Slot) -> bool:
        return slot.bookable(now, programme.booking_notice)

    free = store.open_slots(now, COUNTED, bookable)
    offered = {slug: t for slug, t in themes.items() if slug not in programme.retired_themes}
    return of_themes(offered, demand or Demand(DEMAND), free)
