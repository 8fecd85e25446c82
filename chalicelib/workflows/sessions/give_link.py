"""Give the link of sessions by video, or change it: who comes is told, the next hours have it."""

from dataclasses import replace
from datetime import datetime, timedelta

from ...domain.mail import follow_up
from ...domain.people.callers import Caller
from ...domain.people.roles import ensure_hers
from ...domain.people.staff_acts import Deed, done
from ...domain.programme import Programme
from ...domain.receipts import Once, Receipt
from ...domain.sessions.bookings import Booking, existing
from ...domain.sessions.slots import Format, Schedule, Slot
from ...domain.undoing import held
from ..callers import with_member
from ..ports import Records, SessionStore, Unit
from ..retrying import decided_afresh

AHEAD = timedelta(days=60)
"""For how long ahead hours without a link are given the same."""

MOST = 60
"""To how many of them at most: each is a write."""


NEAR = timedelta(minutes=15)
"""How long before a session its link is mailed at once; sooner, a moment is left to correct it."""


def kept_link(booking: Booking, *, store: Records) -> str:
    """Return the link of a session, or that which its adviser gave last, or ""."""
    if booking.meeting_url:
        return booking.meeting_url
    [schedule] = store.load(known=[(Schedule, booking.adviser_id)])
    return schedule.meeting_url if schedule is not None else ""


def give_link(
    caller: Caller,
    booking_id: str,
    url: str,
    others: bool,
    once: Once[Booking],
    *,
    store: SessionStore,
    programme: Programme,
    now: datetime,
) -> Booking:
    """Give a session its link; `others`: her other hours to come that have none have it too.

    Who booked is told in a moment. The link that is there already changes nothing. Raises
    Forbidden, NotFound, NotBooked, NotByVideo.
    """
    given = _give(caller, booking_id, url, once, store=store, programme=programme, now=now)
    if others:
        found = store.adviser_slots(given.adviser_id, now, now + AHEAD)
        for slot in [each for each in found if _lacks(each, now)][:MOST]:
            _give_slot(caller, slot.id, url, store=store, programme=programme, now=now)
    return given


@decided_afresh
def _give(
    caller: Caller,
    booking_id: str,
    url: str,
    once: Once[Booking],
    *,
    store: Records,
    programme: Programme,
    now: datetime,
) -> Booking:
    member, booking, receipt = with_member(caller, store, (Booking, booking_id), (Receipt, once.id))
    once.check(receipt)
    standing = existing(booking)
    ensure_hers(member, standing.adviser_id)
    slot, schedule = store.load((Slot, standing.slot_id), (Schedule, standing.adviser_id))
    unit = store.unit()
    given = _linked(unit, caller, standing, url, programme, now)
    if slot is not None and slot.booking_id == booking_id:
        unit.save(replace(slot, meeting_url=url))
    unit.save(replace(schedule or Schedule(standing.adviser_id), meeting_url=url))
    unit.add(*once.receipts(given, now))
    unit.commit()
    return given


@decided_afresh
def _give_slot(
    caller: Caller,
    slot_id: str,
    url: str,
    *,
    store: Records,
    programme: Programme,
    now: datetime,
) -> None:
    """Give a slot the link if it still has none, and the session that is booked in it."""
    slot = store.one(Slot, slot_id)
    if slot is None or not _lacks(slot, now):
        return
    unit = store.unit()
    if slot.booking_id:
        booking = store.one(Booking, slot.booking_id)
        if booking is None or not booking.upcoming(now):
            return  # it was held before its time
        _linked(unit, caller, booking, url, programme, now)
    unit.save(replace(slot, meeting_url=url))
    unit.commit()


def _linked(
    unit: Unit, caller: Caller, booking: Booking, url: str, programme: Programme, now: datetime
) -> Booking:
    """Add to a write a session's link, its mail and the deed; return the session."""
    if booking.meeting_url == url and booking.upcoming(now):
        unit.unchanged(booking)
        return booking
    saved = unit.save(booking.with_link(url, now))
    told = follow_up.after_link(saved, programme, now)
    near = saved.starts_at - now < NEAR
    unit.add(told if near else held(told, now + programme.held_for))
    unit.add(*done(caller, Deed.LINK_GIVEN, saved.id, saved.version, now))
    return saved


def _lacks(slot: Slot, now: datetime) -> bool:
    return slot.format is Format.VIDEO and not slot.meeting_url and now < slot.starts_at
