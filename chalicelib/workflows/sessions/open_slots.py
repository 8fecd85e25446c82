"""The times that advisers open and withdraw, and that participants see."""

from datetime import datetime

from ...domain.errors import Conflict, FieldError, InvalidFields
from ...domain.people.callers import Caller
from ...domain.people.roles import ensure_hers
from ...domain.people.staff import StaffMember
from ...domain.people.staff_acts import Deed, done
from ...domain.programme import Programme
from ...domain.receipts import Once, Receipt
from ...domain.sessions.bookings import SlotNotFound
from ...domain.sessions.slots import Opening, Schedule, Slot, cut, ensure_free
from ..callers import with_member
from ..people.find_member import find_member, team_key
from ..ports import Records, SessionStore
from ..retrying import decided_afresh

SHOWN = 500
"""How many slots one list shows at most: about three months of one adviser."""


MOVABLE = 60
"""How many hours the team chooses from, to move a session: a week or two."""


class SlotBooked(Conflict):
    """The slot has a booking: cancel that first, so that the participant is told."""

    code = "slot_booked"


@decided_afresh
def open_slots(
    caller: Caller,
    adviser_email: str,
    opening: Opening,
    once: Once[tuple[Slot, ...]],
    *,
    store: SessionStore,
    now: datetime,
) -> tuple[Slot, ...]:
    """Cut an opening into slots of an adviser, all of them or none.

    Raises Forbidden (to an adviser, of another's days), InvalidFields (unknown adviser, or an
    opening that is past, too short or too long), Overlap.
    """
    member, schedule, receipt = with_member(
        caller, store, (Schedule, caller.person_id), (Receipt, once.id)
    )
    once.check(receipt)
    adviser: StaffMember = member
    if team_key(adviser_email) != team_key(member.email):
        adviser = _other(adviser_email, member, store)
        schedule = store.one(Schedule, adviser.id)
    slots = cut(opening, adviser.id, adviser.name, now)
    ensure_free(slots, store.adviser_slots(adviser.id, opening.starts_at, opening.ends_at))
    unit = store.unit()
    saved = unit.save(schedule or Schedule(adviser.id))
    unit.add(*slots)
    unit.add(*done(caller, Deed.HOURS_OPENED, slots[0].id, saved.version, now))
    unit.add(*once.receipts(slots, now))
    unit.commit()
    return slots


def _other(email: str, member: StaffMember, store: Records) -> StaffMember:
    """Return another adviser, whose days an admin opens. Raises InvalidFields, Forbidden."""
    adviser = find_member(email, store=store)
    if adviser is None or not adviser.active:
        raise InvalidFields(FieldError("adviser", "unknown_adviser"))
    ensure_hers(member, adviser.id)
    return adviser


def read_slot(caller: Caller, slot_id: str, *, store: Records) -> Slot:
    """Return a slot, for the team. Raises Forbidden, InvalidToken, SlotNotFound."""
    member, slot = with_member(caller, store, (Slot, slot_id))
    if slot is None:
        raise SlotNotFound
    ensure_hers(member, slot.adviser_id)
    found: Slot = slot
    return found


@decided_afresh
def withdraw_slot(
    caller: Caller, slot_id: str, once: Once[None], *, store: Records, now: datetime
) -> None:
    """Withdraw a free slot. Raises Forbidden, SlotNotFound, SlotBooked."""
    slot = read_slot(caller, slot_id, store=store)
    if slot.booking_id:
        raise SlotBooked
    unit = store.unit()
    unit.delete(slot)
    unit.add(*done(caller, Deed.HOURS_WITHDRAWN, slot.id, slot.version, now))
    unit.add(*once.receipts(None, now))
    unit.commit()


def free_slots(caller: Caller, theme: str, *, store: SessionStore, now: datetime) -> list[Slot]:
    """Return the next hours to which the team may move a session on a theme, soonest first.

    Of all advisers: she may give it to another. Raises Forbidden, InvalidToken.
    """
    with_member(caller, store)
    return store.open_slots(now, MOVABLE, lambda slot: slot.offers(theme) and slot.bookable(now))


def bookable_slots(
    theme: str | None, *, store: SessionStore, programme: Programme, now: datetime
) -> list[Slot]:
    """Return the next slots that a participant may book, soonest first, for one theme or any."""

    def wanted(slot: Slot) -> bool:
        offered = theme is None or slot.offers(theme)
        return offered and slot.bookable(now, programme.booking_notice)

    return store.open_slots(now, SHOWN, wanted)
