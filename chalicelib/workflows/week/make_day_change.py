"""Make a change of a day that waited: one write for each slot, so that a crash leaves it whole."""

from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from ...domain.errors import Stale
from ...domain.ids import owner_of
from ...domain.mail import adviser_mail, follow_up
from ...domain.people.callers import Caller
from ...domain.people.participants import Participant
from ...domain.people.staff import StaffMember
from ...domain.people.staff_acts import Deed, done
from ...domain.programme import Programme
from ...domain.sessions.bookings import Booking
from ...domain.sessions.engagements import AlreadyBooked, Engagement
from ...domain.sessions.slots import Schedule, Slot
from ...domain.week.day_changes import OFFERED, DayChange
from ...domain.week.external import ExternalCalendar, marked
from ..ports import SessionStore, Unit
from ..retrying import decided_afresh
from .go_on_opening import finish


def make_day_change(
    change_id: str, *, store: SessionStore, programme: Programme, now: datetime
) -> dict[str, str]:
    """Change each slot that is left, tell those booked, then forget the change.

    Hours that come again and are not all written yet are, before: the change is of all of them.
    """
    change = store.one(DayChange, change_id)
    if change is None or not change.due(now):
        return {}
    unit = store.unit()
    ours = unit.save(change.claimed(now))
    try:
        unit.commit()
    except Stale:
        return {}  # another worker has it, or it was undone
    zone = ZoneInfo(programme.zone)
    schedule = store.one(Schedule, change.adviser_id)
    if schedule is not None and schedule.pattern:
        finish(schedule.pattern, store, zone, now)
    slots = [
        each
        for each in store.adviser_slots(change.adviser_id, *change.span(zone))
        if each.starts_at > now and change.touches(each, zone)
    ]
    making = _Making(ours, frozenset(each.id for each in slots), zone, programme, now)
    for each in change.in_order(slots):
        making = replace(making, change=_change_slot(making, each.id, store=store))
    unit = store.unit()
    unit.delete(making.change)
    unit.commit()
    return {"slots": str(len(slots))}


@dataclass(frozen=True)
class _Making:
    """A change that is being made; `going` are the slots that it touches."""

    change: DayChange
    going: frozenset[str]
    zone: ZoneInfo
    programme: Programme
    now: datetime

    @property
    def caller(self) -> Caller:
        return Caller(self.change.by, 0, staff=True)


@decided_afresh
def _change_slot(making: _Making, slot_id: str, *, store: SessionStore) -> DayChange:
    """Change one slot, with the session booked in it; one that finds no room stays as it is.

    Where slots may move within their day, how far the change came is written with each. Whoever
    opens hours meanwhile reads them again. Returns the change.
    """
    change = making.change
    adviser = change.adviser_id
    slot, schedule, calendar, member = store.load(
        (Slot, slot_id), (Schedule, adviser), (ExternalCalendar, adviser), (StaffMember, adviser)
    )
    if slot is None:
        return change  # withdrawn, or moved already
    to = change.changed(slot, making.zone)
    moves = to is not None and to.id != slot.id
    if to is not None and moves and not _room(to, slot, store):
        return change
    unit = store.unit()
    if to is not None and moves:
        [to] = marked(calendar, (to,), member is None or member.active)
        unit.save(schedule or Schedule(adviser))
    if slot.booking_id:
        owner = owner_of(slot.booking_id)
        booking, person = store.load((Booking, slot.booking_id), (Participant, owner))
        if booking is None or person is None or not booking.booked:
            return change  # it was held before its time
        to = _with_session(unit, making, (booking, person), to, store)
    _replace(unit, slot, to)
    if change.later:
        change = unit.save(replace(change, reached=slot.starts_at))
    unit.commit()
    return change


def _room(to: Slot, slot: Slot, store: SessionStore) -> bool:
    there = store.adviser_slots(to.adviser_id, to.starts_at, to.ends_at)
    others = [each for each in there if each.id != slot.id]
    return not any(each.overlaps(to.starts_at, to.ends_at) for each in others)


def _with_session(
    unit: Unit,
    making: _Making,
    booked: tuple[Booking, Participant],
    to: Slot | None,
    store: SessionStore,
) -> Slot | None:
    """Add to a write what becomes of a session; return what its slot becomes."""
    booking, person = booked
    if to is None or not making.change.keeps(booking):
        return _cancelled(unit, making, booked, to, store)
    if to.id == booking.slot_id:
        return to
    moved = booking.moved(to, making.now, None, making.change.reason)
    engagement = Engagement(moved.id, moved.starts_at, moved.ends_at)
    try:
        engaged = person.engaged(engagement, making.now)
    except AlreadyBooked:
        return _cancelled(unit, making, booked, to, store)
    unit.save(engaged)
    saved = unit.save(moved)
    told = follow_up.after_move(moved, making.programme, making.now, booking)
    theirs = making.caller, making.programme, making.now
    unit.add(*told, *adviser_mail.after_change(moved, *theirs, booking))
    reason = making.change.reason
    unit.add(*done(making.caller, Deed.SESSION_MOVED, moved.id, saved.version, making.now, reason))
    return to


def _cancelled(
    unit: Unit,
    making: _Making,
    booked: tuple[Booking, Participant],
    to: Slot | None,
    store: SessionStore,
) -> Slot | None:
    """Add to a write that a session is cancelled, its mail offering the next hours of its theme."""
    (booking, person), now, reason = booked, making.now, making.change.reason
    offered = _offered(making, booking.theme, store)
    cancelled = replace(booking.cancelled(now, None, reason=reason), offered=offered)
    unit.save(person.released(booking.id))
    saved = unit.save(cancelled)
    unit.add(follow_up.after_cancellation(cancelled, making.programme, now, by_team=True))
    unit.add(*adviser_mail.after_change(cancelled, making.caller, making.programme, now))
    unit.add(*done(making.caller, Deed.SESSION_CANCELLED, cancelled.id, saved.version, now, reason))
    return to and to.freed()


def _offered(making: _Making, theme: str, store: SessionStore) -> tuple[datetime, ...]:
    """Return when the next hours begin that somebody may book instead."""
    notice, now = making.programme.booking_notice, making.now

    def wanted(slot: Slot) -> bool:
        return slot.offers(theme) and slot.bookable(now, notice) and slot.id not in making.going

    return tuple(each.starts_at for each in store.open_slots(now, OFFERED, wanted))


def _replace(unit: Unit, slot: Slot, to: Slot | None) -> None:
    if to is not None and to.id == slot.id:
        unit.save(to)
        return
    unit.delete(slot)
    if to is not None:
        unit.add(to)
