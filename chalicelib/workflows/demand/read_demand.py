"""Read which themes people want, beside what is open: in as many calls, whoever they are."""

from collections.abc import Iterable
from datetime import datetime

from ...domain.demand.counts import DEMAND, Demand, asked
from ...domain.demand.proposing import ThemeDemand, of_themes
from ...domain.documents.themes import Theme
from ...domain.people.callers import Caller
from ...domain.people.staff import Role
from ...domain.programme import Programme
from ...domain.sessions.slots import Slot
from ..callers import with_member
from ..ports import Records, SessionStore

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
    free = store.open_slots(now, COUNTED, lambda slot: slot.bookable(now))
    return demand_now(demand, free, programme, themes, now)


def asked_in_all(caller: Caller, theme: str, *, store: Records) -> int | None:
    """Return how many people want a theme, of whom an adviser's list has hers; None to an admin.

    Raises Forbidden, InvalidToken.
    """
    member, demand = with_member(caller, store, known=[(Demand, DEMAND)])
    if member.role is Role.ADMIN:
        return None
    return demand.of(asked(theme)) if demand else 0


def demand_now(
    demand: Demand | None,
    free: Iterable[Slot],
    programme: Programme,
    themes: dict[str, Theme],
    now: datetime,
) -> tuple[ThemeDemand, ...]:
    """Return the same by what was read: counters, None if nobody was ever counted; free hours."""
    bookable = [each for each in free if each.bookable(now, programme.booking_notice)]
    offered = [slug for slug in themes if slug not in programme.retired_themes]
    return of_themes(offered, demand or Demand(DEMAND), bookable)
