"""The times that advisers withdraw, and that participants see."""

from datetime import datetime

from ...domain.errors import Conflict
from ...domain.people.callers import Caller
from ...domain.people.roles import ensure_hers
from ...domain.people.staff_acts import Deed, done
from ...domain.programme import Programme
from ...domain.receipts import Once
from ...domain.sessions.bookings import SlotNotFound
from ...domain.sessions.slots import Slot
from ...domain.sessions.whose import of_each, own_first
from ..callers import with_member
from ..ports import Records, SessionStore
from ..retrying import decided_afresh

SHOWN = 500
"""How many slots one list shows at most: about three months of one adviser."""


MOVABLE = 60
"""How many hours of an adviser the team chooses from, to move a session: a week or two.

As many are of her colleagues.
"""


class SlotBooked(Conflict):
    """The slot has a booking: cancel that first, so that the participant is told."""

    code = "slot_booked"


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


def free_slots(
    caller: Caller, theme: str, own: str, *, store: SessionStore, now: datetime
) -> list[Slot]:
    """Return the next hours to which the team may move a session on a theme.

    Those of the adviser whose session it is (`own`) come first, then those of all others: she may
    give it to another. Raises Forbidden, InvalidToken.
    """
    with_member(caller, store)

    def wanted(slot: Slot) -> bool:
        return slot.offers(theme) and slot.bookable(now)

    return own_first(own, store.open_slots(now, 2 * MOVABLE, of_each(own, MOVABLE, wanted)))


def bookable_slots(
    theme: str | None, *, store: SessionStore, programme: Programme, now: datetime
) -> list[Slot]:
    """Return the next slots that a participant may book, soonest first, for one theme or any."""

    def wanted(slot: Slot) -> bool:
        offered = theme is None or slot.offers(theme)
        if theme is None and slot.only_for(programme.retired_themes):
            return False
        return offered and slot.bookable(now, programme.booking_notice)

    return store.open_slots(now, SHOWN, wanted)
