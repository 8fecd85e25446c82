"""A person changes their own address: the new one is proven first, then the one before is told."""

from dataclasses import replace
from datetime import datetime

from ...domain.errors import Conflict, Forbidden, Stale
from ...domain.mail import follow_up
from ...domain.people.addresses import address_key
from ...domain.people.callers import Caller
from ...domain.people.participants import AddressHolder, Participant
from ...domain.programme import Programme
from ..callers import acting
from ..ports import Records
from ..retrying import decided_afresh
from .move_address import held_by, is_of_another, move_address


class AddressTaken(Conflict):
    """Another registration has the address."""

    code = "address_taken"


@decided_afresh
def ask_for_address(
    caller: Caller, email: str, *, store: Records, programme: Programme, now: datetime
) -> None:
    """Mail a link to a new address, whoever has it. Nothing changes until it is proven.

    The address that they have already needs no proof, but for a child's, whose mails go elsewhere.

    Raises Forbidden for staff, InvalidToken.
    """
    if caller.staff:
        raise Forbidden
    participant = acting(caller, store.one(Participant, caller.person_id), store, programme)
    if address_key(email) == address_key(participant.email) and participant.guardian is None:
        return
    unit = store.unit()
    unit.add(follow_up.before_address_change(participant, email, now))
    try:
        unit.commit()
    except Stale:  # it was mailed less than an hour ago
        return


@decided_afresh
def prove_address(
    caller: Caller, email: str, *, store: Records, programme: Programme, now: datetime
) -> Participant:
    """Give a person the address whose link they follow, tell the one before, and return them.

    All links mailed before are revoked. A child is their own guardian from then on: their guardian
    asked for it, as they are 14 or older. Raises InvalidToken, AddressTaken.
    """
    person = acting(caller, store.one(Participant, caller.person_id), store, programme)
    taken = store.one(AddressHolder, address_key(email))
    if is_of_another(taken, person):
        raise AddressTaken
    unit, theirs = store.unit(), replace(person, guardian=None)
    if taken is None:
        moved = move_address(unit, theirs, held_by(person, store), email, now)
    else:
        moved = unit.save(theirs.at_address(email, now))
    unit.add(follow_up.after_address_change(moved, person.mailed_at, now))
    unit.commit()
    return moved


def was_proven(caller: Caller, email: str, *, store: Records) -> bool:
    """Return whether the link that they follow gave them that address, and nothing came after."""
    person = store.one(Participant, caller.person_id)
    if person is None or person.link_epoch != caller.epoch + 1:
        return False
    return address_key(person.email) == address_key(email)
