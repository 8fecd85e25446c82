"""Bring an hour back that was withdrawn a moment ago."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from ...domain.ids import owner_of
from ...domain.people.callers import Caller
from ...domain.people.roles import ensure_hers
from ...domain.people.staff import StaffMember
from ...domain.people.staff_acts import Deed, done
from ...domain.programme import Programme
from ...domain.receipts import Once, Receipt
from ...domain.sessions.bookings import SlotNotFound
from ...domain.sessions.slots import Schedule, Slot, ensure_free
from ...domain.undoing import ensure_undoable
from ...domain.week.external import ExternalCalendar, marked
from ..callers import with_member
from ..ports import Records, SessionStore
from ..receipts import unchanged
from ..retrying import decided_afresh
from .go_on_opening import ensure_all_written


def undoable_until(
    caller: Caller, slot_id: str, *, store: Records, now: datetime
) -> datetime | None:
    """Return until when an hour may be brought back, if it may. Raises Forbidden, InvalidToken."""
    adviser = owner_of(slot_id)
    member, slot, schedule = with_member(caller, store, (Slot, slot_id), (Schedule, adviser))
    ensure_hers(member, adviser)
    was = schedule.remembered(slot_id) if schedule and slot is None else None
    return was.until if was and now < was.until else None


@decided_afresh
def undo_withdrawal(
    caller: Caller,
    slot_id: str,
    once: Once[Slot],
    *,
    store: SessionStore,
    programme: Programme,
    now: datetime,
) -> Slot:
    """Open an hour again as it was, its deed deleted: two reads, one write.

    An hour that stands is as it is: undoing twice changes nothing. Raises Forbidden, SlotNotFound,
    TooLateToUndo, Overlap (hours were opened in its place).
    """
    adviser = owner_of(slot_id)
    hers = (Schedule, adviser), (ExternalCalendar, adviser), (StaffMember, adviser)
    member, slot, schedule, calendar, whose, receipt = with_member(
        caller, store, (Slot, slot_id), *hers, (Receipt, once.id)
    )
    once.check(receipt)
    ensure_hers(member, adviser)
    standing: Slot | None = slot
    if standing is not None:
        return unchanged(standing, once, store, now)
    ensure_all_written(schedule, store, ZoneInfo(programme.zone), now)
    remembered = schedule.remembered(slot_id) if schedule else None
    if schedule is None or remembered is None:
        raise SlotNotFound
    was = ensure_undoable(remembered, now)
    slots = (replace(was.slot, version=0),)
    ensure_free(slots, store.adviser_slots(adviser, was.slot.starts_at, was.slot.ends_at))
    [again] = marked(calendar, slots, whose is None or whose.active)
    unit = store.unit()
    unit.add(again)
    for deed in done(caller, Deed.HOURS_WITHDRAWN, slot_id, was.number, now):
        unit.discard(deed)
    unit.save(schedule.forgetting(slot_id))
    unit.add(*once.receipts(again, now))
    unit.commit()
    return again
