"""A person gets another address: it is theirs, and the one before is free again, in one write."""

from collections.abc import Iterable
from datetime import datetime

from ...domain.mail.messages import Message, State
from ...domain.people.addresses import address_key
from ...domain.people.participants import AddressHolder, Participant
from ..ports import Records, Unit


def is_of_another(holder: AddressHolder | None, person: Participant) -> bool:
    """Return whether somebody else has an address."""
    return holder is not None and holder.participant_id != person.id


def held_by(person: Participant, store: Records) -> AddressHolder | None:
    """Return what says that a person's address is theirs."""
    held = store.one(AddressHolder, address_key(person.email))
    return None if is_of_another(held, person) else held


def holders_of(emails: Iterable[str], store: Records) -> list[AddressHolder]:
    """Return what says whose these addresses are, of those that are somebody's."""
    keys = sorted({address_key(each) for each in emails if each})
    found = store.load(*((AddressHolder, each) for each in keys))
    return [each for each in found if each is not None]


def move_address(
    unit: Unit, person: Participant, held: AddressHolder | None, email: str, now: datetime
) -> Participant:
    """Write a person's new address, which nobody has, and return the person with it.

    `held`: the address before, which is free again. No link mailed there works any more.
    """
    moved = unit.save(person.at_address(email, now))
    if held is not None:
        unit.delete(held)
    unit.add(AddressHolder(address_key(email), person.id))
    return moved


def tell_there(unit: Unit, first_id: str, again: Message, store: Records) -> None:
    """Have a person told again, at the address that they move to, what went to the one before.

    Their first mail, if it has yet to leave, leaves for the address that is theirs then.
    """
    first = store.one(Message, first_id)
    if first is not None and first.state is State.PENDING:
        unit.unchanged(first)
    else:
        unit.add(again)
