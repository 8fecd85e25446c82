"""Make the figures of an edition again from the records, and show them in one write.

What happens meanwhile is counted in both: `count_figures.py` keeps every generation of an edition.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from ...domain.errors import NotFound
from ...domain.programme import Programme
from ...domain.report.before import folded
from ...domain.report.editions import Edition, edition_named
from ...domain.report.recounts import Difference, Recount, begun, differences, shown
from ..ports import Store
from .count_erased import count_erased
from .count_figures import Live, count_event, count_person, live_editions


@dataclass(frozen=True)
class Recounted:
    """What a recount found. `people` were come by; `differences` are counters that were wrong."""

    people: int
    differences: list[Difference]


def walk_on(slug: str, *, store: Store, programme: Programme, now: datetime) -> Recount:
    """Begin a recount, or count the next people of the one under way; return how far it is.

    Whatever is interrupted goes on from the last people that were counted. Raises NotFound for an
    edition that is imported or unknown, Busy, Stale if two walk at once.
    """
    if slug not in (live := live_editions(store, programme)).slugs:
        raise NotFound
    stored, walk = store.load((Edition, slug), (Recount, slug))
    if walk is None:
        return _begin(edition_named(slug, programme, stored), store)
    if walk.walked:
        return walk
    if not walk.cursor:
        edition = edition_named(slug, programme, stored)
        _count_events(edition, live.only(slug), walk.generation, store, programme, now)
        count_erased(edition, walk.generation, store=store)
        live = live_editions(store, programme)
    people, cursor = store.everybody(walk.cursor)
    for each in people:
        count = partial(count_person, each, live.only(slug), walk.generation)
        count(store=store, programme=programme, now=now)
    unit = store.unit()
    walk = unit.save(walk.came_by(len(people), cursor))
    unit.commit()
    return walk


def _begin(edition: Edition, store: Store) -> Recount:
    """From here on, whatever changes is counted in both."""
    unit = store.unit()
    counted = unit.save(begun(edition))
    walk = unit.save(Recount(edition.slug, counted.next_generation))
    unit.commit()
    return walk


def _count_events(
    edition: Edition, live: Live, generation: str, store: Store, programme: Programme, now: datetime
) -> None:
    for event in store.events_between(*edition.span):
        count = partial(count_event, event.id, live, generation)
        count(store=store, programme=programme, now=now)


def finish(slug: str, *, store: Store, programme: Programme) -> Recounted:
    """Compare what was recounted with what is shown, then show it instead, in one write.

    Raises NotFound if no recount of the edition has come by everybody.
    """
    stored, walk = store.load((Edition, slug), (Recount, slug))
    edition = edition_named(slug, programme, stored)
    if walk is None or not walk.walked or walk.generation != edition.next_generation:
        raise NotFound
    before, after = (folded(*store.figures(slug, each)) for each in edition.generations)
    unit = store.unit()
    unit.save(shown(edition))
    unit.delete(walk)
    unit.commit()
    store.forget_figures(slug, edition.generation)
    return Recounted(walk.counted, differences(before, after))
