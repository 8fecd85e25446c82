"""An address that was mistyped, corrected: by who has just registered, or by the team."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from ...domain.errors import FieldError, InvalidFields, NotFound, Stale
from ...domain.ids import NewId, owner_of
from ...domain.mail import follow_up
from ...domain.mail.messages import Message
from ...domain.people.addresses import address_key
from ...domain.people.aliases import alias_key
from ...domain.people.arriving.proof import to_prove
from ...domain.people.callers import Caller
from ...domain.people.participants import AddressHolder, Participant, Registration
from ...domain.people.staff_acts import Deed, done
from ...domain.programme import Programme
from ...domain.receipts import NO_KEY
from ..alike import alike
from ..callers import for_team
from ..ports import Records, Unit
from ..retrying import decided_afresh
from .move_address import held_by, is_of_another, move_address, tell_there
from .register import known, register, register_known

Planner = Callable[[Participant, datetime], Message]
"""What a person is told at their new address."""

JUST = timedelta(minutes=2)
"""How long after its form was received a registration may be dated."""


@dataclass(frozen=True)
class Correction:
    """A registration as it should have been, and the address that it had.

    `received_at` (UTC): when its form was received, then each correction of it before this one.
    """

    mistyped: str
    registration: Registration
    received_at: tuple[datetime, ...]


@alike(reads=5, writes=3)
@decided_afresh
def correct_registration(
    correction: Correction,
    *,
    store: Records,
    programme: Programme,
    new_id: NewId,
    now: datetime,
) -> None:
    """Register a person by another address than they have just given.

    What was made for the mistyped one goes to the new one, and no link mailed there works any more.
    Whether somebody had either address makes no difference that the caller could see.
    """
    holder, person = made_for(correction, store)
    if holder is None or person is None:
        register(
            correction.registration,
            NO_KEY,
            store=store,
            programme=programme,
            new_id=new_id,
            now=now,
        )
        return
    _move(holder, person, correction.registration, store=store, programme=programme, now=now)


def _move(
    holder: AddressHolder,
    person: Participant,
    registration: Registration,
    *,
    store: Records,
    programme: Programme,
    now: datetime,
) -> None:
    unit = store.unit()
    moved = move_address(unit, person, holder, registration.email, now)
    first, again = follow_up.after_registration(person, now), follow_up.after_correction(moved, now)
    tell_there(unit, first.id, again, store)
    try:
        unit.commit()
    except Stale as stale:
        taken = known(stale, NO_KEY)
        withdraw(holder, person, store)
        register_known(
            taken.participant_id, registration, NO_KEY, store=store, programme=programme, now=now
        )


def withdraw(holder: AddressHolder, person: Participant, store: Records) -> None:
    """Delete what was registered for an address that nobody meant."""
    unit = store.unit()
    unit.delete(person)
    unit.delete(holder)
    unit.commit()


def made_for(
    correction: Correction, store: Records
) -> tuple[AddressHolder | None, Participant | None]:
    """Return what the mistyped registration made, or None if it was somebody's already."""
    holder = store.one(AddressHolder, address_key(correction.mistyped))
    person = store.one(Participant, holder.participant_id) if holder else None
    if person is None or not _is_new(person, correction):
        return None, None
    return holder, person


def _is_new(person: Participant, correction: Correction) -> bool:
    """Return whether a person is what that one form made, and nothing since but corrections."""
    at, moments = person.registered_at, correction.received_at
    received = any(timedelta(seconds=-1) <= at - moment <= JUST for moment in moments)
    unproven = not person.proven and person.guardian is None
    alone = not (person.agenda or person.absorbed)
    untouched = alone and person.link_epoch < len(moments)
    asked_then = all(consent.at == at for consent in person.consents)
    same = person.profile == correction.registration.profile
    return received and unproven and untouched and asked_then and same


@decided_afresh
def correct_address(
    caller: Caller,
    subject: str,
    email: str,
    news: Planner = follow_up.after_team_correction,
    *,
    store: Records,
    now: datetime,
) -> None:
    """Give a person the address that the team was told, and mail their link there, or other news.

    It is their guardian's for a child, to whom mails go. `subject` is the booking or the
    registration by which the team knows them. No link mailed to the one before works any more.
    Raises Forbidden, InvalidToken, NotFound, and InvalidFields if somebody else has the address,
    or a guardian would have their child's.
    """
    (person,) = for_team(caller, store).load((Participant, owner_of(subject)))
    if person is None:
        raise NotFound
    unit = store.unit()
    moved = at_new_address(unit, person, email, store, now)
    if moved is None:
        return
    unit.add(news(moved, now))
    unit.add(*done(caller, Deed.ADDRESS_CORRECTED, subject, moved.version, now))
    unit.commit()


def at_new_address(
    unit: Unit, person: Participant, email: str, store: Records, now: datetime
) -> Participant | None:
    """Write a person's new address, or their guardian's; None if it is theirs already.

    Of who had none of their own, nobody has proven the first. Raises InvalidFields.
    """
    if person.guardian is not None:
        return _guardian_moved(unit, person, email, now)
    if address_key(email) == address_key(person.shared_email):
        return None
    taken = store.one(AddressHolder, address_key(email))
    if is_of_another(taken, person):
        raise InvalidFields(FieldError("email", "address_taken"))
    if taken is not None:
        return None
    if not person.email:
        return move_address(unit, to_prove(person), None, email, now)
    return move_address(unit, person, held_by(person, store), email, now)


def _guardian_moved(
    unit: Unit, child: Participant, email: str, now: datetime
) -> Participant | None:
    """Write the new address of a child's guardian; None if it is theirs already.

    Nobody else's registration is concerned: a parent may have one of their own, and several
    children. Raises InvalidFields.
    """
    if alias_key(email) == alias_key(child.email):
        raise InvalidFields(FieldError("email", "address_of_the_child"))
    if address_key(email) == address_key(child.mailed_at):
        return None
    return unit.save(child.with_guardian_at(email, now))
