"""The times that advisers withdraw, and that participants see."""

from datetime import datetime

from ...domain.errors import Conflict
from ...domain.ids import owner_of
from ...domain.people.callers import Caller
from ...domain.people.roles import ensure_hers
from ...domain.people.staff_acts import Deed, done
from ...domain.programme import Programme
from ...domain.receipts import Once
from ...domain.sessions.bookings import SlotNotFound
from ...domain.sessions.slots import Schedule, Slot
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

    def __init__(self, booking_id: str) -> None:
        super().__init__(self.code)
        self.booking_id = booking_id


@decided_afresh
def withdraw_slot(
    caller: Caller,
    slot_id: str,
    once: Once[None],
    *,
    store: Records,
    programme: Programme,
    now: datetime,
) -> None:
    """Withdraw a free slot, which its schedule remembers as long as that can be undone.

    Raises Forbidden, SlotNotFound, SlotBooked.
    """
    wanted = (Slot, slot_id), (Schedule, owner_of(slot_id))
    member, slot, schedule = with_member(caller, store, *wanted)
    if slot is None:
        raise SlotNotFound
    ensure_hers(member, slot.adviser_id)
    if slot.booking_id:
        raise SlotBooked(slot.booking_id)
    known = schedule or Schedule(slot.adviser_id)
    unit = store.unit()
    unit.delete(slot)
    saved = unit.save(known.without(slot, now, programme.held_for))
    unit.add(*done(caller, Deed.HOURS_WITHDRAWN, slot.id, saved.version, now))
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
