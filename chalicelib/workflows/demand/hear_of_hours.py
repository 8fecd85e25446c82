"""Hear that an hour may have become free, however that came, for who waits to be told.

The stream tells of each slot that changes, whatever changed it, and of who asks to be told.
"""

from collections.abc import Iterable
from datetime import datetime

from ...domain.demand.alerts import Alert
from ...domain.demand.counts import DEMAND, Demand
from ...domain.demand.news import NEWS, HourNews
from ...domain.ids import is_about_theme
from ...domain.programme import Programme
from ...domain.sessions.slots import Slot
from ...domain.unreadable import Unreadable
from ..ports import Queues, Records
from ..retrying import decided_afresh


def hear_of_hours(
    changed: Iterable[str],
    *,
    store: Records,
    queues: Queues,
    programme: Programme,
    now: datetime,
) -> None:
    """Have those who wait seen to, if something of these lets them be told. Raises Busy.

    It is once what freed an hour can no longer be undone. `changed` are the ids of slots and of
    alerts. One call if nobody waits.
    """
    keys = [(Alert if is_about_theme(each) else Slot, each) for each in dict.fromkeys(changed)]
    if not keys:
        return
    demand, *found = store.load_any((Demand, DEMAND), *keys)
    awaited = demand.awaited if isinstance(demand, Demand) else []
    if isinstance(demand, Unreadable) or any(_lets_tell(each, awaited, now) for each in found):
        heard = _heard(now, now + programme.held_for, store=store)
        queues.hand_over("mail", heard, now)


def _lets_tell(changed: object, awaited: list[str], now: datetime) -> bool:
    match changed:
        case Alert():
            return changed.waits
        case Slot():
            return changed.bookable(now) and any(map(changed.offers, awaited))
    return False


@decided_afresh
def _heard(now: datetime, until: datetime, *, store: Records) -> list[HourNews]:
    """Write the news; one that cannot be read waits to be mended, and then is of all since."""
    [news] = store.load_any((HourNews, NEWS))
    if isinstance(news, Unreadable):
        return []
    unit = store.unit()
    heard = unit.save((news or HourNews(NEWS, until)).heard(now, until))
    unit.commit()
    return [heard]
