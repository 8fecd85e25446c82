"""Book, move and cancel a session."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from ...domain.demand.alerts import Alert
from ...domain.errors import Forbidden, InvalidToken, Stale
from ...domain.ids import NewId, owned, owner_of, theme_alert
from ...domain.mail import adviser_mail, follow_up
from ...domain.people.arriving.joining import Joining, member
from ...domain.people.callers import Caller, owned_by
from ...domain.people.participants import Participant
from ...domain.people.roles import ensure_hers
from ...domain.people.staff_acts import Deed, done
from ...domain.programme import Programme
from ...domain.receipts import NO_KEY, Once, Receipt
from ...domain.sessions import bookings
from ...domain.sessions.bookings import Booking, BookingStatus, SlotNotFound, existing
from ...domain.sessions.engagements import Engagement
from ...domain.sessions.slots import Slot, SlotTaken
from ...domain.sessions.team_files import TeamFile
from ...domain.undoing import held
from ..callers import acting, with_caller
from ..demand.alerts_of import alerts_of
from ..inviting import plan_invitation
from ..ports import Records, Unit
from ..receipts import unchanged
from ..retrying import decided_afresh


@dataclass(frozen=True)
class BookingRequest:
    """What a participant asks for; `theme` is a slug of the library.

    `joining` is what a guest says to join the programme by the same form.
    """

    caller: Caller
    slot_id: str
    theme: str
    needs: str = ""
    joining: Joining | None = None


@decided_afresh
def book_session(
    request: BookingRequest,
    once: Once[Booking],
    *,
    store: Records,
    programme: Programme,
    new_id: NewId,
    now: datetime,
) -> Booking:
    """Book one slot for one participant: one read, one write.

    The same request sent again, as by a double tap, is answered with the booking that stands.

    Raises Forbidden for staff, ProfileNeeded for a guest who does not join, SlotTaken if another
    participant has it, SlotNotFound if it was withdrawn, AlreadyBooked if the participant is
    already booked then, TooManyBookings, TooSoon, InvalidFields if the slot is for other themes.
    """
    if request.caller.staff:
        raise Forbidden
    participant, slot, receipt, alert = store.load(
        (Participant, request.caller.person_id),
        (Slot, request.slot_id),
        (Receipt, once.id),
        (Alert, theme_alert(request.caller.person_id, request.theme)),
    )
    participant = acting(request.caller, participant, store, programme)
    once.check(receipt)
    if slot is None:
        raise SlotNotFound
    standing = booked_already(request, participant, slot, store)
    if standing is not None:
        return unchanged(standing, once, store, now)
    known = participant
    participant, consents = member(known, request.joining, request.theme, programme, now)
    booking_id = owned(request.caller.person_id, new_id())
    booking = bookings.book(slot, booking_id, request.theme, request.needs, now)
    unit = store.unit()
    unit.save(slot.taken(booking_id, request.theme, now, programme.booking_notice))
    most = programme.open_bookings_per_person
    unit.save(participant.engaged(engagement_of(booking), now, most))
    plan_invitation(unit, known, participant, store, programme, now)
    read = request.caller.person_id, alert
    for each in alerts_of(participant, request.theme, read, store):
        unit.delete(each)  # they wait no more
    unit.add(*consents, booking, *follow_up.after_booking(booking, programme, now))
    unit.add(*adviser_mail.after_change(booking, request.caller, programme, now))
    unit.add(*once.receipts(booking, now))
    commit_booking(unit, slot.id, participant.id)
    return booking


@decided_afresh
def move_session(
    caller: Caller,
    booking_id: str,
    slot_id: str,
    once: Once[Booking],
    reason: str = "",
    *,
    store: Records,
    programme: Programme,
    now: datetime,
) -> Booking:
    """Move a booking to another slot; the old one is free again.

    The team may give a reason, which its mail tells. If it is there already, nothing changes.
    Raises NotFound, NotBooked, TooLate and TooSoon (participants only), Forbidden to an adviser
    whose session it is not (hers she may give to another), and what `book_session` raises of the
    slot.
    """
    booking, participant, slot = _load(store, programme, caller, booking_id, once, slot_id)
    if slot is None:
        raise SlotNotFound
    if slot.booking_id == booking.id and booking.slot_id != slot.id:
        raise Stale([])  # it moved between the two reads
    if booking.slot_id == slot.id and booking.booked:
        return unchanged(booking, once, store, now)
    reason = reason if caller.staff else ""
    moved = booking.moved(slot, now, _deadline(caller, programme), reason)
    old = store.one(Slot, booking.slot_id)
    unit = store.unit()
    unit.save(slot.taken(booking.id, booking.theme, now, _notice(caller, programme)))
    if old is not None:
        unit.save(old.freed())
    saved = unit.save(moved)
    unit.add(*done(caller, Deed.SESSION_MOVED, moved.id, saved.version, now, reason))
    unit.save(participant.engaged(engagement_of(moved), now))
    unit.add(*follow_up.after_move(moved, programme, now, booking if caller.staff else None))
    unit.add(*adviser_mail.after_change(moved, caller, programme, now, booking))
    unit.add(*once.receipts(moved, now))
    commit_booking(unit, slot.id, participant.id)
    return moved


@decided_afresh
def cancel_session(
    caller: Caller,
    booking_id: str,
    reason: str = "",
    *,
    store: Records,
    programme: Programme,
    now: datetime,
) -> Booking:
    """Cancel a booking; its slot is free again. Cancelling twice changes nothing.

    The team may give a reason, which its mail tells. What the team cancels is held for a moment, in
    which `undo_cancellation` takes it back.

    Raises NotFound, NotBooked (it has an outcome), TooLate (participants only), Forbidden to an
    adviser whose session it is not.
    """
    booking, participant, _ = _load(store, programme, caller, booking_id)
    if booking.status is BookingStatus.CANCELLED:
        return booking
    reason = reason if caller.staff else ""
    deadline, within = _deadline(caller, programme), programme.undo_within
    cancelled = booking.cancelled(now, deadline, within, reason)
    slot, file = store.load((Slot, booking.slot_id), (TeamFile, booking.id))
    until = now + programme.held_for if caller.staff else now
    unit = store.unit()
    if slot is not None:
        unit.save(slot.freed())
    if caller.staff:
        unit.save((file or TeamFile(booking.id)).remembering(booking, now, programme.held_for))
    unit.save(participant.released(booking.id))
    told = follow_up.after_cancellation(cancelled, programme, now, by_team=caller.staff)
    for each in (told, *adviser_mail.after_change(cancelled, caller, programme, now)):
        unit.add(held(each, until))
    saved = unit.save(cancelled)
    unit.add(*done(caller, Deed.SESSION_CANCELLED, cancelled.id, saved.version, now, reason))
    unit.commit()
    return cancelled


def commit_booking(unit: Unit, slot_id: str, person_id: str) -> None:
    """Commit; raise SlotTaken at once, without reading again, if somebody else has the slot.

    If the same person has it, Stale is raised: the story then reads what they have.
    """
    try:
        unit.commit()
    except Stale as stale:
        slot = next((e for e in stale.current if isinstance(e, Slot) and e.id == slot_id), None)
        if slot is not None and slot.booking_id and owner_of(slot.booking_id) != person_id:
            raise SlotTaken from None
        raise


def booked_already(
    request: BookingRequest, participant: Participant, slot: Slot, store: Records
) -> Booking | None:
    """Return the booking that this very request made a moment ago, if it did.

    Either the participant or the slot may have been read before that.
    """
    held = participant.engagement(slot.starts_at, slot.ends_at)
    if slot.booking_id and owner_of(slot.booking_id) in participant.ids:
        held = slot.booking_id
    booking = store.one(Booking, held) if held else None
    if booking is None or not booking.booked or booking.slot_id != slot.id:
        return None
    return booking if (booking.theme, booking.needs) == (request.theme, request.needs) else None


def _load(
    store: Records,
    programme: Programme,
    caller: Caller,
    booking_id: str,
    once: Once[Any] = NO_KEY,
    slot_id: str = "",
) -> tuple[Booking, Participant, Slot | None]:
    owner = owner_of(booking_id)
    asking, booking, participant, slot, receipt = with_caller(
        caller,
        store,
        programme,
        (Booking, booking_id),
        (Participant, owner),
        (Slot, slot_id),
        (Receipt, once.id),
    )
    owned_by(caller, participant)
    booking = existing(booking)
    ensure_hers(asking, booking.adviser_id)
    if participant is None:
        raise InvalidToken
    once.check(receipt)
    return booking, participant, slot


def _deadline(caller: Caller, programme: Programme) -> timedelta | None:
    return None if caller.staff else programme.cancel_deadline


def _notice(caller: Caller, programme: Programme) -> timedelta:
    return timedelta() if caller.staff else programme.booking_notice


def engagement_of(booking: Booking) -> Engagement:
    return Engagement(booking.id, booking.starts_at, booking.ends_at)
