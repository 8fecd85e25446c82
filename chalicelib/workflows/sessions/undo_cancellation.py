"""Take back that the team cancelled a session, as long as nothing of it has left."""

from collections.abc import Iterable
from datetime import datetime

from ...domain.ids import owner_of
from ...domain.mail import adviser_mail, follow_up
from ...domain.mail.checks import BOOKING_CHANGED
from ...domain.mail.messages import Message, State
from ...domain.people.callers import Caller
from ...domain.people.participants import Participant, TooManyBookings
from ...domain.people.roles import ensure_hers
from ...domain.people.staff_acts import Deed
from ...domain.programme import Programme
from ...domain.receipts import Once, Receipt
from ...domain.sessions.bookings import Booking, BookingStatus, existing
from ...domain.sessions.engagements import AlreadyBooked
from ...domain.sessions.slots import Slot
from ...domain.sessions.team_files import TeamFile, uncancelled
from ...domain.undoing import TooLateToUndo
from ..callers import with_member
from ..ports import Records, Unit
from ..receipts import unchanged
from ..retrying import decided_afresh
from .book_session import engagement_of
from .put_back import put_back

DROPPED = (State.CANCELLED, BOOKING_CHANGED)
"""What became of a mail that told of the session as it was, and fell due since."""


@decided_afresh
def undo_cancellation(
    caller: Caller,
    booking_id: str,
    once: Once[Booking],
    *,
    store: Records,
    programme: Programme,
    now: datetime,
) -> Booking:
    """Make a session that the team cancelled what it was, in its hour: two reads, one write.

    The mails that would tell it are deleted, the deed too. A session that stands is as it was:
    undoing twice changes nothing. Raises Forbidden, NotFound, TooLateToUndo, SlotTaken (somebody
    else has booked its hour meanwhile).
    """
    member, booking, file, person, receipt = with_member(
        caller,
        store,
        (Booking, booking_id),
        (TeamFile, booking_id),
        (Participant, owner_of(booking_id)),
        (Receipt, once.id),
    )
    once.check(receipt)
    booking = existing(booking)
    ensure_hers(member, booking.adviser_id)
    if booking.booked:
        return unchanged(booking, once, store, now)
    if booking.status is not BookingStatus.CANCELLED or person is None or file is None:
        raise TooLateToUndo
    was = uncancelled(booking, file, now)
    cancelled = follow_up.cancellation_id(booking)
    told_id, own_id = adviser_mail.ids_of(booking)
    before = [*follow_up.ids_of(was, programme), *adviser_mail.ids_of(was)]
    slot, mail, told, own, *others = store.load(
        (Slot, booking.slot_id),
        (Message, cancelled),
        (Message, told_id),
        (Message, own_id),
        known=[(Message, each) for each in before],
    )
    if slot is None:
        raise TooLateToUndo  # it was withdrawn meanwhile
    unit = store.unit()
    unit.save(slot.given_back(booking.id))
    unit.save(_engaged_again(person, was, now))
    _delete_all((mail, told, own), unit)
    for each in others:
        if each is not None and (each.state, each.reason) == DROPPED:
            unit.save(each.planned_again(now))
    put_back(unit, was, file, Deed.SESSION_CANCELLED, caller, now)
    unit.add(*once.receipts(was, now))
    unit.commit()
    return was


def _delete_all(telling: Iterable[Message | None], unit: Unit) -> None:
    """Delete what would tell of the cancellation. Raises TooLateToUndo if one begins to leave."""
    for each in telling:
        if each is not None:
            if each.attempts:
                raise TooLateToUndo
            unit.delete(each)


def _engaged_again(person: Participant, was: Booking, now: datetime) -> Participant:
    """Return the participant with the session's hour. Raises TooLateToUndo if it is full."""
    try:
        return person.engaged(engagement_of(was), now)
    except (AlreadyBooked, TooManyBookings):
        raise TooLateToUndo from None
