"""Read the calendars that advisers gave: hours at which they are elsewhere are hidden."""

from dataclasses import dataclass
from datetime import datetime

from ...domain.people.staff import StaffMember
from ...domain.sessions.slots import Slot
from ...domain.week.external import AHEAD, CalendarUnread, Elsewhere, ExternalCalendar, Unread
from ..ports import ExternalCalendars, SessionStore
from ..retrying import decided_afresh

MOST = 20
"""How many calendars one round reads at most; the next one reads those that are left."""


@dataclass(frozen=True)
class Read:
    """What a round did: how many calendars it read, and how many it could not."""

    read: int
    unread: int


def read_calendars(
    *, store: SessionStore, external_calendars: ExternalCalendars, now: datetime
) -> Read:
    """Read each calendar whose time has come, and mark its adviser's hours. Told twice, once.

    One that ends this in the middle is not the first of the next round: the others have their turn.
    """
    due = (_claimed(each.id, store=store, now=now) for each in store.calendars_to_read(now, MOST))
    read = [_read(each, store, external_calendars, now) for each in due if each is not None]
    return Read(read.count(True), read.count(False))


@decided_afresh
def _claimed(calendar_id: str, *, store: SessionStore, now: datetime) -> ExternalCalendar | None:
    """Return a calendar once its next turn is written.

    None if another round has it, or of a member who is barred: what was read of it stays.
    """
    there, member = store.load((ExternalCalendar, calendar_id), (StaffMember, calendar_id))
    if there is None or there.read_next > now:
        return None
    unit = store.unit()
    claimed = unit.save(there.claimed(now))
    unit.commit()
    return claimed if member is not None and member.active else None


def _read(
    calendar: ExternalCalendar,
    store: SessionStore,
    external_calendars: ExternalCalendars,
    now: datetime,
) -> bool:
    """Read one, outside of any write; return whether it could be."""
    times: tuple[Elsewhere, ...] = ()
    unread: Unread | None = None
    try:
        if not calendar.taken_back:
            times = external_calendars.times(calendar.url, now, now + AHEAD)
    except CalendarUnread as failure:
        unread = failure.reason
    kept = _keep(calendar, times, unread, store=store, now=now)
    if kept is not None and unread is None:
        _mark(kept, store, now)
        _settle(kept, store=store)
    return unread is None


@decided_afresh
def _keep(
    calendar: ExternalCalendar,
    times: tuple[Elsewhere, ...],
    unread: Unread | None,
    *,
    store: SessionStore,
    now: datetime,
) -> ExternalCalendar | None:
    """Write down what was read; None if the address is another meanwhile."""
    there = store.one(ExternalCalendar, calendar.id)
    if there is None or there.url != calendar.url:
        return None
    if there.taken_back:
        return there
    unit = store.unit()
    kept = unit.save(there.not_read(unread, now) if unread else there.read(times, now))
    unit.commit()
    return kept


def _mark(calendar: ExternalCalendar, store: SessionStore, now: datetime) -> None:
    """Mark the hours that differ, each in a write of its own."""
    slots = store.adviser_slots(calendar.id, now, now + 2 * AHEAD)
    for slot, marked in zip(slots, calendar.marked(slots), strict=True):
        if slot.elsewhere != marked.elsewhere:
            _mark_slot(slot.id, calendar, store=store)


@decided_afresh
def _mark_slot(slot_id: str, calendar: ExternalCalendar, *, store: SessionStore) -> None:
    slot, member = store.load((Slot, slot_id), (StaffMember, calendar.id))
    if slot is None or member is None or not member.active:
        return  # withdrawn, or hers are hidden, meanwhile
    [marked] = calendar.marked([slot])
    if marked != slot:
        unit = store.unit()
        unit.save(marked)
        unit.commit()


@decided_afresh
def _settle(calendar: ExternalCalendar, *, store: SessionStore) -> None:
    """Forget a calendar that was taken back, once no hour is hidden by it."""
    there = store.one(ExternalCalendar, calendar.id)
    if there is None or not there.taken_back:
        return
    unit = store.unit()
    unit.delete(there)
    unit.commit()
