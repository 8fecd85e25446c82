"""Whose an address is once two people are one, and once they are two again."""

from dataclasses import replace

from ....domain.merging.merging import holds
from ....domain.people.addresses import address_key
from ....domain.people.participants import AddressHolder, Participant
from ...people.move_address import holders_of
from ...ports import Records, Unit


def lead_to(
    whole: Participant, both: tuple[Participant, Participant], unit: Unit, store: Records
) -> None:
    """Have the addresses of both lead to who remains; one that nobody has proven is free again."""
    kept, other = both
    led = {address_key(each) for each in holds(kept, other)}
    led |= {address_key(each.email) for each in other.absorbed}
    emails = (kept.email, other.email, *(each.email for each in other.absorbed))
    for holder in holders_of(emails, store):
        if holder.participant_id not in (kept.id, other.id):
            continue
        if holder.id not in led:
            unit.delete(holder)
        elif holder.participant_id != whole.id:
            unit.save(replace(holder, participant_id=whole.id))


def lead_back(
    people: tuple[Participant, Participant], unit: Unit, store: Records
) -> tuple[Participant, Participant]:
    """Have the addresses of both lead to each again; one that somebody else has since is theirs."""
    emails = [(each, each.email) for each in people]
    emails += [(each, other.email) for each in people for other in each.absorbed]
    held = {each.id: each for each in holders_of([email for _, email in emails], store)}
    ours = {each.id for each in people}
    for person, email in emails:
        holder = held.get(address_key(email))
        if holder is None and email and email == person.email:
            unit.add(AddressHolder(address_key(email), person.id))
        elif holder and holder.participant_id in ours - {person.id}:
            unit.save(replace(holder, participant_id=person.id))
    first, second = (_without_taken(each, held, ours) for each in people)
    return first, second


def _without_taken(
    person: Participant, held: dict[str, AddressHolder], ours: set[str]
) -> Participant:
    holder = held.get(address_key(person.email))
    taken = holder is not None and holder.participant_id not in ours
    return replace(person, email="") if taken else person
