"""Give a day to other themes, move it or close it: asked now, done when it can no longer be undone.

Each slot is one write, with the session that it touches and its mail; what a crash leaves, the
sweep goes on with.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, time
from zoneinfo import ZoneInfo

from ...domain.errors import FieldError, InvalidFields, NotFound
from ...domain.ids import NewId, owned, owner_of
from ...domain.people.callers import Caller
from ...domain.people.participants import Participant, by_id
from ...domain.people.roles import ensure_hers
from ...domain.people.staff import StaffMember
from ...domain.people.staff_acts import Deed, StaffAct, done
from ...domain.programme import Programme
from ...domain.receipts import Once, Receipt
from ...domain.sessions.bookings import Booking
from ...domain.sessions.slots import Overlap, Schedule, Slot
from ...domain.undoing import TooLateToUndo
from ...domain.week.day_changes import (
    Becomes,
    DayChange,
    ensure_alone,
    ensure_on_clock,
    ensure_right,
)
from ...domain.week.patterns import colliding_days
from ..callers import with_member
from ..ports import Records, SessionStore, WeekStore
from ..receipts import unchanged
from ..retrying import decided_afresh
from .go_on_opening import ensure_all_written


@dataclass(frozen=True)
class Day:
    """An adviser's slots to come that a change would touch, with the sessions booked in them.

    `changing` is a change of that day that is not made yet, if there is one.
    """

    adviser: StaffMember
    slots: tuple[Slot, ...]
    bookings: dict[str, Booking]
    people: dict[str, Participant]
    changing: DayChange | None = None


def read_day(
    caller: Caller,
    change: DayChange,
    *,
    store: WeekStore,
    programme: Programme,
    now: datetime,
) -> Day:
    """Return what a change would touch. Raises Forbidden, InvalidToken, NotFound."""
    member, adviser = with_member(caller, store, (StaffMember, change.adviser_id))
    if adviser is None:
        raise NotFound
    ensure_hers(member, adviser.id)
    slots = _touched(change, store, ZoneInfo(programme.zone), now)
    ids = [slot.booking_id for slot in slots if slot.booking_id]
    keys = [(Booking, each) for each in ids] + [(Participant, owner_of(each)) for each in ids]
    found = store.load(known=keys)
    bookings = {each.id: each for each in found if isinstance(each, Booking)}
    changes = (each for each in store.day_changes(adviser.id) if each.meets(change))
    return Day(adviser, slots, bookings, by_id(found), next(changes, None))


@decided_afresh
def change_day(
    caller: Caller,
    change: DayChange,
    once: Once[DayChange],
    begins: time | None = None,
    *,
    store: WeekStore,
    programme: Programme,
    new_id: NewId,
    now: datetime,
) -> DayChange:
    """Ask for a change of a day; `change` has the adviser's id as its own.

    A day that moves may begin at another hour. Of two changes of a day, the second is refused until
    the first is made or undone: the schedule, written with each, lets one of two at once pass.

    Raises Forbidden, InvalidFields, DayChanging, Overlap with the days on which others are in the
    way.
    """
    hers = (StaffMember, change.adviser_id), (Schedule, change.adviser_id)
    member, adviser, schedule, receipt = with_member(caller, store, *hers, (Receipt, once.id))
    once.check(receipt)
    if adviser is None:
        raise InvalidFields(FieldError("adviser", "unknown_adviser"))
    ensure_hers(member, adviser.id)
    zone = ZoneInfo(programme.zone)
    ensure_all_written(schedule, store, zone, now)
    slots = _touched(change, store, zone, now)
    if begins is not None and slots and change.becomes is Becomes.MOVED:
        change = change.beginning(slots[0].starts_at, begins, zone)
    ensure_right(change, now.astimezone(zone).date())
    if not slots:
        raise InvalidFields(FieldError("day", "no_hours"))
    ensure_on_clock(change, slots, begins, zone)
    ensure_alone(change, store.day_changes(adviser.id))
    if change.becomes is Becomes.MOVED:
        _ensure_room(change, slots, store, zone)
    until = now + programme.held_for
    asked = replace(change, id=owned(adviser.id, new_id()), asked_at=now, next_at=until)
    unit = store.unit()
    unit.save(schedule or Schedule(adviser.id))
    unit.add(asked, *done(caller, Deed.DAY_CHANGED, asked.id, 1, now, change.reason))
    unit.add(*once.receipts(asked, now))
    unit.commit()
    return asked


@decided_afresh
def undo_day_change(
    caller: Caller, change_id: str, once: Once[None], *, store: Records, now: datetime
) -> None:
    """Take a change back before anything of it is done; the deed goes too.

    What was undone is as it was: undoing twice changes nothing. Raises Forbidden, InvalidToken,
    TooLateToUndo once it is made, of which the deed remains.
    """
    deeds = done(caller, Deed.DAY_CHANGED, change_id, 1, now)
    wanted = (DayChange, change_id), *((StaffAct, each.id) for each in deeds)
    member, change, deed, receipt = with_member(caller, store, *wanted, (Receipt, once.id))
    once.check(receipt)
    ensure_hers(member, owner_of(change_id))
    if change is None and deed is None:
        unchanged(None, once, store, now)
        return
    if change is None or not change.undoable(now):
        raise TooLateToUndo
    unit = store.unit()
    unit.delete(change)
    if deed is not None:
        unit.delete(deed)
    unit.add(*once.receipts(None, now))
    unit.commit()


def _ensure_room(
    change: DayChange, slots: tuple[Slot, ...], store: SessionStore, zone: ZoneInfo
) -> None:
    targets = tuple(to for each in slots if (to := change.changed(each, zone)) is not None)
    gone = {each.id for each in slots}
    since, until = targets[0].starts_at, targets[-1].ends_at
    there = [e for e in store.adviser_slots(change.adviser_id, since, until) if e.id not in gone]
    days = colliding_days(targets, tuple(there), zone)
    if days:
        raise Overlap(days)


def _touched(
    change: DayChange, store: SessionStore, zone: ZoneInfo, now: datetime
) -> tuple[Slot, ...]:
    found: Iterable[Slot] = store.adviser_slots(change.adviser_id, *change.span(zone))
    return tuple(each for each in found if each.starts_at > now and change.touches(each, zone))
