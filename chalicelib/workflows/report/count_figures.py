"""Keep the figures of editions as things happen: count anew what has changed.

Nothing is added because a change was heard of: what somebody adds *now* is compared with what was
counted of them. So a change that is told twice, late or in another order counts once.
"""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import batched, compress
from zoneinfo import ZoneInfo

from ...domain.errors import Stale
from ...domain.events.events import Event
from ...domain.ids import is_event
from ...domain.programme import Programme
from ...domain.report.before import folded
from ...domain.report.contributions import contribution
from ...domain.report.editions import Edition, edition_named, running_edition
from ...domain.report.facts import EventFacts
from ...domain.report.figures import Counts, EventFigures, event_figures, figures_id
from ...domain.report.live import Records, event_facts, person_facts, records_of, wall_time
from ...domain.report.person_count import PersonCount, person_count_id
from ...domain.report.returning import Accompanied, mark_of, part_id, with_editions
from ...domain.unreadable import UnreadableItem
from ..ports import Store, Unit
from ..retrying import decided_afresh

SETTLED = timedelta(hours=1)
"""How old a session is when it is counted by the event before it, and no longer by its own start.

Events are made and moved to the future alone, and the stream gives up a record after an hour: so
no event that begins before such a session is still to be heard of.
"""

GROUPS_AT_ONCE = 90
"""Groups of counters changed in one write, which takes a hundred items."""


@dataclass(frozen=True)
class Live:
    """The editions that are counted as things happen, by slug, with the events of each.

    `published`: those of them whose report everybody reads; `others`: those that are known besides.
    """

    events: Mapping[str, tuple[EventFacts, ...]]
    published: tuple[str, ...] = ()
    others: tuple[str, ...] = ()

    @property
    def slugs(self) -> tuple[str, ...]:
        return tuple(self.events)

    def only(self, slug: str) -> "Live":
        others = (each for each in (*self.others, *self.events) if each != slug)
        return Live({slug: self.events[slug]}, others=tuple(others))


@dataclass(frozen=True)
class Counted:
    """How many people and events were counted anew, and whose public reports may follow."""

    changed: int
    published: tuple[str, ...]


def count_changed(
    changed: Iterable[str], *, store: Store, programme: Programme, now: datetime
) -> Counted:
    """Count people and events anew, by their ids.

    One that cannot be read is left as it was counted: the store reports it, and its repair is a
    change. So is an edition of which an event cannot be read: a recount follows its repair. Raises
    Busy: what comes before is counted then.
    """
    identifiers = [*dict.fromkeys(changed)]
    live = _readable_editions(store, programme) if identifiers else Live({})
    for each in identifiers:
        with suppress(UnreadableItem):
            if is_event(each):
                count_event(each, live, store=store, programme=programme, now=now)
            else:
                count_person(each, live, store=store, programme=programme, now=now)
    return Counted(len(identifiers), live.published)


def live_editions(store: Store, programme: Programme) -> Live:
    """Return the editions that are counted. Raises UnreadableItem if an event of one cannot be."""
    known = _known(store, programme)
    return _among(known, {e.slug: _events_of(e, store) for e in known if not e.imported})


def _readable_editions(store: Store, programme: Programme) -> Live:
    """Return those of which each event can be read."""
    known = _known(store, programme)
    found: dict[str, tuple[EventFacts, ...]] = {}
    for each in known:
        with suppress(UnreadableItem):
            if not each.imported:
                found[each.slug] = _events_of(each, store)
    return _among(known, found)


def _among(known: list[Edition], events: Mapping[str, tuple[EventFacts, ...]]) -> Live:
    published = (each.slug for each in known if each.published and each.slug in events)
    others = (each.slug for each in known if each.slug not in events)
    return Live(events, tuple(published), tuple(others))


def _known(store: Store, programme: Programme) -> list[Edition]:
    """Return all editions, that of today among them.

    That of today is kept as the settings have it: once they are about the next, its record is what
    is known of it.
    """
    kept = {each.slug: each for each in store.editions()}
    stored = kept.get(programme.edition.slug)
    running = running_edition(programme, stored)
    if running != stored and not running.imported:
        unit = store.unit()
        unit.save(running)
        with suppress(Stale):  # another batch has just done so
            unit.commit()
    return [*{**kept, running.slug: running}.values()]


def _events_of(edition: Edition, store: Store) -> tuple[EventFacts, ...]:
    found = (store.counted_events(edition.slug, each) for each in edition.generations)
    return tuple(event for events in found for event in events)


@decided_afresh
def count_person(
    person_id: str,
    live: Live,
    generation: str = "",
    *,
    store: Store,
    programme: Programme,
    now: datetime,
) -> None:
    """Bring the figures of some editions to what a person adds to them now.

    Who was merged adds nothing: who remains is counted, with what is theirs. All generations of the
    editions, or one alone, so that it can be compared with the others. Each read is of a later
    moment than the one before it, and the write holds only if nothing was counted of the person
    since the first: so what is written was true after it.
    """
    slugs = live.slugs
    counted = store.load(*((PersonCount, person_count_id(person_id, slug)) for slug in slugs))
    known = _editions((*slugs, *live.others), store, programme)
    records = records_of(store.person(person_id))
    if records.person and records.person.id != person_id:
        whole = records.person.id
        count_person(whole, live, generation, store=store, programme=programme, now=now)
        records = records_of(())
    events, imported = _beside(records, known, store)
    for edition, held in zip(known, counted, strict=False):
        person = person_facts(records, events, ZoneInfo(edition.zone))
        person = with_editions(person, (e for e in known if not e.imported), imported)
        before = held or PersonCount(person_count_id(person_id, edition.slug))
        kept = before.of(edition.generations)
        settled = wall_time(now - SETTLED, ZoneInfo(edition.zone))
        added = folded(contribution(person, edition), live.events[edition.slug], settled)
        for each in edition.counted_in(generation):
            kept = count_in(edition, each, kept, added, store)


def _beside(
    records: Records, known: Iterable[Edition], store: Store
) -> tuple[dict[str, Event], list[Edition]]:
    """Return the events somebody attended, and the imported editions that knew their address.

    One call, or none: nobody who was not accompanied is looked for in other editions.
    """
    accompanied = records.person if records.held or records.attended else None
    mark = mark_of(accompanied.email) if accompanied and accompanied.email else ""
    imported = [each for each in known if each.imported and mark]
    attended = [(Event, each.event_id) for each in records.attended]
    kept = [(Accompanied, part_id(e.slug, e.generation, mark)) for e in imported]
    found = store.load(*attended, known=kept)
    events = {each.id: each for each in found if isinstance(each, Event)}
    parts = found[len(attended) :]
    there = [part is not None and mark in part.people for part in parts]
    return events, [*compress(imported, there)]


def count_in(
    edition: Edition, generation: str, counted: PersonCount, added: Counts, store: Store
) -> PersonCount:
    """Write what changes in one generation of figures; return what is counted then."""
    for some in batched(counted.changes(generation, added).items(), GROUPS_AT_ONCE):
        unit = store.unit()
        counted = unit.save(counted.with_added(generation, (each for _, each in some)))
        for group, counts in some:
            unit.add_to(figures_id(edition.slug, generation, group), counts)
        unit.commit()
    return counted


@decided_afresh
def count_event(
    event_id: str,
    live: Live,
    generation: str = "",
    *,
    store: Store,
    programme: Programme,
    now: datetime,
) -> None:
    """Bring what the figures say of an event to what it is now, as `count_person` does.

    If those who came count otherwise for it, they are counted anew first: were this interrupted,
    the event would still differ, and so be counted again.
    """
    [event] = store.load((Event, event_id))
    if event is None:
        return
    editions = _editions(live.slugs, store, programme)
    places = [(edition, each) for edition in editions for each in edition.counted_in(generation)]
    kept = store.load(*((EventFigures, figures_id(e.slug, g, event_id)) for e, g in places))
    unit = store.unit()
    otherwise = event_facts(event, UTC) is None
    for (edition, place), held in zip(places, kept, strict=True):
        said = _said(event, edition, place)
        otherwise = otherwise or (held is not None and not held.counts_as(said))
        _write(said, held, unit)
    if otherwise:
        for each in store.roster(event_id):
            if each.attended:
                person_id = each.participant_id
                count_person(person_id, live, generation, store=store, programme=programme, now=now)
    unit.unchanged(event)
    unit.commit()


def _write(said: EventFigures | None, held: EventFigures | None, unit: Unit) -> None:
    if said is not None:
        unit.save(replace(said, version=held.version if held else 0))
    elif held is not None:
        unit.delete(held)


def _said(event: Event, edition: Edition, generation: str) -> EventFigures | None:
    facts = event_facts(event, ZoneInfo(edition.zone))
    if facts is None or not edition.covers(facts.starts_at):
        return None
    return event_figures(edition.slug, generation, facts)


def _editions(slugs: tuple[str, ...], store: Store, programme: Programme) -> list[Edition]:
    """Return the editions as they stand. An edition is never taken away."""
    stored = store.load(*((Edition, slug) for slug in slugs))
    return [edition_named(s, programme, held) for s, held in zip(slugs, stored, strict=True)]
