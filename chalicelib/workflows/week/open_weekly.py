"""Open the same hours each week, all or none, in steps that a sweep goes on with after a crash."""

from contextlib import suppress
from datetime import datetime
from zoneinfo import ZoneInfo

from ...domain.errors import Busy
from ...domain.ids import NewId
from ...domain.people.callers import Caller
from ...domain.people.staff_acts import Deed, done
from ...domain.programme import Programme
from ...domain.receipts import NO_KEY, Once
from ...domain.sessions.slots import Opening, Overlap, Schedule, Slot
from ...domain.week.external import marked
from ...domain.week.patterns import Pattern, Repeat, colliding_days, new_pattern, slots_of
from ..ports import SessionStore
from ..retrying import decided_afresh
from .go_on_opening import ensure_all_written, finish, step
from .open_hours import whose_hours


def open_weekly(
    caller: Caller,
    adviser_email: str,
    opening: Opening,
    repeat: Repeat,
    once: Once[tuple[Slot, ...]],
    *,
    store: SessionStore,
    programme: Programme,
    new_id: NewId,
    now: datetime,
) -> tuple[Slot, ...]:
    """Open an adviser's hours each week, all of them or none; return their slots.

    The pattern stands by the first write; if this ends before the last one, the next sweep goes on.

    Raises Forbidden (to an adviser, of another's days), InvalidFields, Overlap with its days.
    """
    zone = ZoneInfo(programme.zone)
    pattern, slots = _begin(
        caller, adviser_email, opening, repeat, once, zone, store=store, new_id=new_id, now=now
    )
    with suppress(Busy):  # the sweep goes on
        finish(pattern.id, store, zone, now)
    return slots


@decided_afresh
def _begin(
    caller: Caller,
    adviser_email: str,
    opening: Opening,
    repeat: Repeat,
    once: Once[tuple[Slot, ...]],
    zone: ZoneInfo,
    *,
    store: SessionStore,
    new_id: NewId,
    now: datetime,
) -> tuple[Pattern, tuple[Slot, ...]]:
    adviser, schedule, calendar = whose_hours(caller, adviser_email, once, store)
    ensure_all_written(schedule, store, zone, now)
    pattern = new_pattern(new_id(), (adviser.id, adviser.name), opening, repeat, now)
    slots = slots_of(pattern, zone)
    existing = store.adviser_slots(adviser.id, slots[0].starts_at, slots[-1].ends_at)
    days = colliding_days(slots, tuple(existing), zone)
    if days:
        raise Overlap(days)
    unit = store.unit()
    begun, made = step(pattern, zone, unit, now, calendar)
    going_on = "" if begun.next_at is None else pattern.id
    opened = unit.save((schedule or Schedule(adviser.id)).opened(opening, going_on))
    unit.add(*done(caller, Deed.HOURS_OPENED, made[0].id, opened.version, now))
    unit.add(*once.receipts(slots, now))
    unit.commit()
    return begun, slots


def preview_weekly(
    caller: Caller,
    adviser_email: str,
    opening: Opening,
    repeat: Repeat,
    *,
    store: SessionStore,
    programme: Programme,
    now: datetime,
) -> tuple[tuple[Slot, ...], tuple[Slot, ...]]:
    """Return the slots that would be opened, and those of the adviser that stand there already.

    Of hours at which she is elsewhere it is said that they would be hidden.

    Raises what `open_weekly` raises, but for Overlap.
    """
    zone = ZoneInfo(programme.zone)
    adviser, _, calendar = whose_hours(caller, adviser_email, NO_KEY, store)
    pattern = new_pattern("", (adviser.id, adviser.name), opening, repeat, now)
    slots = marked(calendar, slots_of(pattern, zone))
    existing = store.adviser_slots(adviser.id, slots[0].starts_at, slots[-1].ends_at)
    return slots, tuple(existing)
