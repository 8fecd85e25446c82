"""A public page is looked at: counted, without keeping who looked."""

from collections.abc import Callable, Container
from dataclasses import replace
from datetime import datetime

from ...domain.audience.days import day_of
from ...domain.audience.figures import NO_PAGE, PageDay, page_day_id
from ...domain.audience.pages import page_at
from ...domain.audience.visitors import SALT, AudienceSalt, Seen, Visitor, salt_of_today
from ...domain.events.events import Event
from ...domain.events.series import Series
from ...domain.programme import Programme
from ...domain.report.editions import Edition
from ..ports import Records
from ..retrying import decided_afresh


@decided_afresh
def count_view(
    path: str,
    visitor: Visitor,
    *,
    store: Records,
    themes: Container[str],
    programme: Programme,
    now: datetime,
    new_secret: Callable[[], str],
) -> bool:
    """Count a view of the page at a path; return whether it is its visitor's first of the day.

    What is no page of ours is not counted.
    """
    page = page_at(path)
    if page is None:
        return False
    about = [(Event, page.event), (Series, page.series), (Edition, page.edition)]
    held, *found = store.load((AudienceSalt, SALT), known=about)
    if not page.is_there(themes, any(found)):
        return False
    salt = salt_of_today(held, now, programme.zone, new_secret)
    hidden = salt.hidden(visitor)
    seen = store.one(Seen, hidden) if salt is held else None
    unit = store.unit()
    if salt is not held:
        unit.save(salt)
    if seen is None:
        unit.add(Seen(hidden, salt.expires_at))
    counted = page_day_id(day_of(now, programme.zone), page.path)
    unit.count(PageDay, counted, *(["visits"] if seen else ["visits", "people"]))
    unit.commit()
    return seen is None


@decided_afresh
def count_newcomer(
    visitor: Visitor, *, store: Records, programme: Programme, now: datetime
) -> None:
    """Count as new this week somebody whose first view of the day was just counted; once."""
    salt = store.one(AudienceSalt, SALT)
    if salt is None or not salt.lasts(now):
        return
    seen = store.one(Seen, salt.hidden(visitor))
    if seen is None or seen.newcomer:
        return
    unit = store.unit()
    unit.save(replace(seen, newcomer=True))
    unit.count(PageDay, page_day_id(day_of(now, programme.zone), NO_PAGE), "newcomers")
    unit.commit()
