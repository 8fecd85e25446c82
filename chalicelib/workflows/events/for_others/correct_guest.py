"""The address of somebody registered for an event, corrected: by a guest, or by the team."""

import contextlib
from dataclasses import dataclass
from datetime import datetime

from ....domain.errors import NotFound, Stale
from ....domain.events.events import Event, EventCancelled, EventOver, Mode, RegistrationClosed
from ....domain.events.registrations import EventRegistration, registration_id
from ....domain.ids import NewId, event_of, owner_of
from ....domain.mail import event_mail, follow_up
from ....domain.mail.messages import Message, Origin
from ....domain.people.callers import Caller
from ....domain.people.participants import AddressHolder, Participant
from ....domain.people.roles import ensure_accompanies
from ....domain.people.staff import Role
from ....domain.programme import Programme
from ....domain.receipts import NO_KEY
from ....domain.sessions.bookings import Booking
from ...alike import alike
from ...callers import with_member
from ...people.correct_address import Correction, correct_address, made_for, withdraw
from ...people.move_address import move_address, tell_there
from ...people.register import known
from ...ports import SeatStore, Store
from ...retrying import decided_afresh
from ..change_registration import leave_event
from ..register_for_event import GuestRequest, register_guest

TOO_LATE = (RegistrationClosed, EventOver, EventCancelled)


@dataclass(frozen=True)
class GuestCorrection:
    """What a guest's form should have said, and of which event and mode."""

    of: Correction
    event_id: str
    mode: Mode


@alike(reads=10, writes=6, changes=4)
@decided_afresh
def correct_guest(
    correction: GuestCorrection,
    *,
    store: SeatStore,
    programme: Programme,
    new_id: NewId,
    now: datetime,
) -> None:
    """Register a guest by another address than they have just given; their seat stays theirs.

    Whether somebody had either address makes no difference that the caller could see: so it is no
    failure either that registration has ended meanwhile.
    """
    holder, person = made_for(correction.of, store)
    if holder is not None and person is not None:
        try:
            _move(holder, person, correction, store, now)
        except Stale as stale:
            known(stale, NO_KEY)
            given_up = registration_id(person.id, correction.event_id)
            with contextlib.suppress(NotFound, *TOO_LATE):
                caller = Caller(person.id, person.link_epoch)
                leave_event(caller, given_up, store=store, programme=programme, now=now)
            withdraw(holder, person, store)
        else:
            return
    request = GuestRequest(correction.of.registration, correction.event_id, correction.mode)
    with contextlib.suppress(*TOO_LATE):
        register_guest(request, NO_KEY, store=store, programme=programme, new_id=new_id, now=now)


def _move(
    holder: AddressHolder,
    person: Participant,
    correction: GuestCorrection,
    store: SeatStore,
    now: datetime,
) -> None:
    """Give a guest their address. Raises Stale if somebody has it."""
    identifier = registration_id(person.id, correction.event_id)
    unit = store.unit()
    moved = move_address(unit, person, holder, correction.of.registration.email, now)
    registration = store.one(EventRegistration, identifier)
    if registration is not None:
        first = event_mail.after_change(registration, now)
        again = event_mail.after_correction(registration, moved.link_epoch, now)
        tell_there(unit, first.id, again, store)
    unit.commit()


def read_registrant(
    caller: Caller, identifier: str, *, store: Store
) -> tuple[Event, Participant, EventRegistration]:
    """Return a registration, with its event and its person.

    Raises Forbidden, also to an adviser if the person has sessions, and none with her; NotFound.
    """
    member, event, person, registration = with_member(
        caller,
        store,
        (Event, event_of(identifier)),
        (Participant, owner_of(identifier)),
        (EventRegistration, identifier),
    )
    if event is None or person is None or registration is None:
        raise NotFound
    if member.role is not Role.ADMIN:
        held = store.person(person.id)
        advisers = {each.adviser_id for each in held if isinstance(each, Booking)}
        ensure_accompanies(member, advisers or {member.id})
    return event, person, registration


def correct_registrant(
    caller: Caller, identifier: str, email: str, *, store: Store, now: datetime
) -> None:
    """Give somebody registered for an event the address that the team was told.

    They are told there how they stand, with their ticket; of a past event, they get their link.
    Raises Forbidden, NotFound, and InvalidFields if somebody else has the address.
    """
    event, _, registration = read_registrant(caller, identifier, store=store)

    def news(moved: Participant, at: datetime) -> Message:
        if not registration.coming or not event.standing(at):
            return follow_up.after_team_correction(moved, at)
        return event_mail.after_correction(registration, moved.link_epoch, at, Origin.TEAM)

    correct_address(caller, identifier, email, news, store=store, now=now)
