"""A person gets another address: it is theirs, and the one before is free again, in one write."""

from datetime import datetime

from ...domain.people.addresses import address_key
from ...domain.people.participants import AddressHolder, Participant
from ..ports import Records, Unit


def is_of_another(holder: AddressHolder | None, person: Participant) -> bool:
    """Return whether somebody else has an address."""
    return holder is not None and holder.participant_id != person.id


def move_address(
    unit: Unit, person: Participant, email: str, store: Records, now: datetime
) -> Participant:
    """Write a person's new address, which nobody has, and return the person with it.

    No link mailed to the one before works any more.
    """
    moved = unit.save(person.at_address(email, now))
    held = store.one(AddressHolder, address_key(person.email))
    if held is not None and not is_of_another(held, person):
        unit.delete(held)
    unit.add(AddressHolder(address_key(email), person.id))
    return moved
