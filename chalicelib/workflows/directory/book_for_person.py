"""A member of the team books an hour for somebody, as if they did it themselves."""

from datetime import datetime

from ...domain.demand.alerts import Alert
from ...domain.ids import NewId, owned
from ...domain.mail import adviser_mail, follow_up
from ...domain.people.arriving.by_telephone import ensure_agreed, has_agreed, joining
from ...domain.people.consent_history import turned
from ...domain.people.staff_acts import Deed, done
from ...domain.programme import Programme
from ...domain.receipts import Once, Receipt
from ...domain.sessions import bookings
from ...domain.sessions.bookings import Booking, SlotNotFound
from ...domain.sessions.slots import Slot
from ..accompanied import hers_or_new
from ..callers import with_member
from ..ports import PeopleStore
from ..receipts import unchanged
from ..retrying import decided_afresh
from ..sessions.book_session import (
    BookingRequest,
    booked_already,
    commit_booking,
    engagement_of,
)


@decided_afresh
def book_for_person(
    request: BookingRequest,
    person_id: str,
    once: Once[Booking],
    *,
    store: PeopleStore,
    programme: Programme,
    new_id: NewId,
    now: datetime,
) -> Booking:
    """Book one slot for a participant: an adviser, for who is hers or nobody's yet.

    The team needs no notice. Who has come to events alone joins by what they say now. Who has an
    address is told by mail, as after a booking of their own.

    Raises Forbidden, InvalidToken, NotFound, ProfileNeeded for who has not agreed to the programme,
    and what `book_session` raises of the slot and of their agenda.
    """
    member, slot, receipt = with_member(
        request.caller, store, (Slot, request.slot_id), (Receipt, once.id)
    )
    held = store.person(person_id)
    person = hers_or_new(member, held)
    once.check(receipt)
    if slot is None:
        raise SlotNotFound
    already = booked_already(request, person, slot, store)
    if already is not None:
        return unchanged(already, once, store, now)
    if request.joining is not None and not has_agreed(person):
        person = joining(person, request.joining, request.theme, programme.consents, now)
    ensure_agreed(person)
    booking_id = owned(person.id, new_id())
    booking = bookings.book(slot, booking_id, request.theme, request.needs, now)
    unit = store.unit()
    unit.save(slot.taken(booking_id, request.theme, now))
    most = programme.open_bookings_per_person
    engaged, pages = turned(person.engaged(engagement_of(booking), now, most))
    unit.save(engaged)
    for each in held:
        if isinstance(each, Alert) and each.theme == request.theme:
            unit.delete(each)
    unit.add(booking, *pages, *follow_up.after_booking(booking, programme, now))
    unit.add(*adviser_mail.after_change(booking, request.caller, programme, now))
    unit.add(*done(request.caller, Deed.SESSION_BOOKED, booking.id, 1, now))
    unit.add(*once.receipts(booking, now))
    commit_booking(unit, slot.id, person.id)
    return booking
