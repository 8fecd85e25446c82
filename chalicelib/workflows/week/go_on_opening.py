"""Go on with hours that come again each week and are not all written yet."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from ...domain.errors import Stale
from ...domain.programme import Programme
from ...domain.sessions.slots import Schedule, Slot
from ...domain.week.external import ExternalCalendar, marked
from ...domain.week.patterns import MOST_SLOTS, STEP, Pattern
from ..ports import Records, Unit
from ..retrying import decided_afresh

MOST_STEPS = MOST_SLOTS // STEP + 1


def go_on_opening(
    pattern_id: str, *, store: Records, programme: Programme, now: datetime
) -> dict[str, str]:
    """Write the slots of a pattern that are missing, from where it was left. Told twice, once."""
    finish(pattern_id, store, ZoneInfo(programme.zone), now)
    return {}


def finish(pattern_id: str, store: Records, zone: ZoneInfo, now: datetime) -> None:
    """Write what a pattern still lacks, one step after the other. Raises Busy."""
    for _ in range(MOST_STEPS):
        if not _next_step(pattern_id, zone, store=store, now=now):
            return


def ensure_all_written(
    schedule: Schedule | None, store: Records, zone: ZoneInfo, now: datetime
) -> None:
    """Go on for a story that decides about all of an adviser's hours, if some are not written yet.

    Raises Stale then: it is told again with the hours that are all there.
    """
    if schedule is not None and schedule.pattern:
        finish(schedule.pattern, store, zone, now)
        raise Stale([])


@decided_afresh
def _next_step(pattern_id: str, zone: ZoneInfo, *, store: Records, now: datetime) -> bool:
    """Write one step; return whether there may be another."""
    pattern = store.one(Pattern, pattern_id)
    if pattern is None or pattern.next_at is None:
        return False
    calendar = store.one(ExternalCalendar, pattern.adviser_id)
    unit = store.unit()
    stepped, _ = step(pattern, zone, unit, now, calendar, _standing(pattern, zone, store))
    if stepped.next_at is None:
        schedule = store.one(Schedule, pattern.adviser_id)
        if schedule is not None and schedule.pattern == pattern.id:
            unit.save(replace(schedule, pattern=""))
    unit.commit()
    return stepped.next_at is not None


def step(
    pattern: Pattern,
    zone: ZoneInfo,
    unit: Unit,
    now: datetime,
    calendar: ExternalCalendar | None,
    standing: frozenset[str] = frozenset(),
) -> tuple[Pattern, tuple[Slot, ...]]:
    """Add the next slots of a pattern to a write, but those that stand; return what it will be."""
    made = pattern.next_step(zone)
    unit.add(*(slot for slot in marked(calendar, made) if slot.id not in standing))
    return unit.save(pattern.stepped(made, now)), made


def _standing(pattern: Pattern, zone: ZoneInfo, store: Records) -> frozenset[str]:
    """Return which of the next slots a release that knows no pattern opened meanwhile."""
    made = pattern.next_step(zone)
    found = store.load_any(*[(Slot, slot.id) for slot in made])
    return frozenset(slot.id for slot, each in zip(made, found, strict=True) if each is not None)
