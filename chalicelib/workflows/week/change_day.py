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
from ...domain.people.roles import ensure_hers, sees
from ...domain.people.staff import StaffMember
from ...domain.people.staff_acts import Deed, StaffAct, done
from ...domain.programme import Programme
from ...domain.receipts import Once, Receipt
from ...domain.sessions.bookings import Booking
from ...domain.sessions.slots import Overlap, Slot
from ...domain.undoing import TooLateToUndo
from ...domain.week.day_changes import Becomes, DayChange, ensure_right
from ...domain.week.patterns import colliding_days
from ..callers import with_member
from ..ports import Records, SessionStore
from ..retrying import decided_afresh


@dataclass(frozen=True)
class Day:
    """An adviser's slots to come that a change would touch, with the sessions booked in them."""

    adviser: StaffMember
    slots: tuple[Slot, ...]
    bookings: dict[str, Booking]
    people: dict[str, Participant]


def read_day(
    caller: Caller,
    change: DayChange,
    *,
    store: SessionStore,
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
    people = by_id(found)
    return Day(adviser, slots, bookings, people)


@decided_afresh
def change_day(
    caller: Caller,
    change: DayChange,
    once: Once[DayChange],
    begins: time | None = None,
    *,
    store: SessionStore,
    programme: Programme,
    new_id: NewId,
    now: datetime,
) -> DayChange:
    """Ask for a change of a day; `change` has the adviser's id as its own.

    A day that moves may begin at another hour.

    Raises Forbidden, InvalidFields, Overlap with the days on which others are in the way.
    """
    member, adviser, receipt = with_member(
        caller, store, (StaffMember, change.adviser_id), (Receipt, once.id)
    )
    once.check(receipt)
    if adviser is None:
        raise InvalidFields(FieldError("adviser", "unknown_adviser"))
    ensure_hers(member, adviser.id)
    zone = ZoneInfo(programme.zone)
    slots = _touched(change, store, zone, now)
    if begins is not None and slots and change.becomes is Becomes.MOVED:
        change = change.beginning(slots[0].starts_at, begins, zone)
    ensure_right(change, now.astimezone(zone).date())
    if not slots:
        raise InvalidFields(FieldError("day", "no_hours"))
    if change.becomes is Becomes.MOVED:
        _ensure_room(change, slots, store, zone)
    until = now + programme.held_for
    asked = replace(change, id=owned(adviser.id, new_id()), asked_at=now, next_at=until)
    unit = store.unit()
    unit.add(asked, *done(caller, Deed.DAY_CHANGED, asked.id, 1, now, change.reason))
    unit.add(*once.receipts(asked, now))
    unit.commit()
    return asked


@decided_afresh
def undo_day_change(
    caller: Caller, change_id: str, once: Once[None], *, store: Records, now: datetime
) -> None:
    """Take a change back before anything of it is done; the deed goes too.

    Undoing twice changes nothing. Raises Forbidden, InvalidToken, TooLateToUndo.
    """
    deeds = done(caller, Deed.DAY_CHANGED, change_id, 1, now)
    deed_id = deeds[0].id if deeds else ""
    member, change, deed, receipt = with_member(
        caller, store, (DayChange, change_id), (StaffAct, deed_id), (Receipt, once.id)
    )
    once.check(receipt)
    ensure_hers(member, owner_of(change_id))
    if change is None or change.version != 1 or change.due(now):
        raise TooLateToUndo
    unit = store.unit()
    unit.delete(change)
    if deed is not None:
        unit.delete(deed)
    unit.add(*once.receipts(None, now))
    unit.commit()


def waiting_change(
    caller: Caller, change_id: str, *, store: Records, now: datetime
) -> DayChange | None:
    """Return a change that a member can still undo, or None. Raises InvalidToken."""
    member, change = with_member(caller, store, (DayChange, change_id))
    if change is None or not sees(member, change.adviser_id):
        return None
    return change if change.version == 1 and not change.due(now) else None


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
