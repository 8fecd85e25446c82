"""A member of the team registers somebody who telephones."""

from datetime import datetime

from ...domain.errors import FieldError, InvalidFields, Stale
from ...domain.ids import NewId, participant_id, profile_subject
from ...domain.mail import follow_up
from ...domain.mail.messages import Origin
from ...domain.people.addresses import address_key
from ...domain.people.arriving.by_telephone import registered
from ...domain.people.callers import Caller
from ...domain.people.participants import AddressHolder, Participant, Registration
from ...domain.people.staff_acts import Deed, done
from ...domain.programme import Programme
from ...domain.receipts import Once, Receipt
from ..callers import with_member
from ..people.register import known
from ..ports import Records
from ..retrying import decided_afresh


@decided_afresh
def register_caller(
    caller: Caller,
    told: Registration,
    once: Once[Participant],
    beside: str = "",
    *,
    store: Records,
    programme: Programme,
    new_id: NewId,
    now: datetime,
) -> Participant:
    """Register somebody as they say at the telephone, and mail their link if they have an address.

    `beside` is the id of who has the address, if it is known that they share it: it stays theirs.
    One that they have not proven, the second proves by their own first act. Raises Forbidden,
    InvalidToken, and InvalidFields if somebody has the address.
    """
    key = address_key(told.email) if told.email else ""
    _, receipt, holder, other = with_member(
        caller, store, (Receipt, once.id), (AddressHolder, key), known=[(Participant, beside)]
    )
    once.check(receipt)
    if beside and (other is None or holder is None or holder.participant_id != beside):
        raise InvalidFields(FieldError("same_address_as", "invalid_choice"))
    person = registered(participant_id(new_id()), told, programme.consents, now, other)
    unit = store.unit()
    unit.add(person)
    if beside:
        unit.unchanged(holder)
    if person.email:
        unit.add(AddressHolder(address_key(person.email), person.id))
    if person.mailed_at:
        unit.add(follow_up.after_registration(person, now).caused_by(Origin.TEAM))
    unit.add(*done(caller, Deed.PERSON_REGISTERED, profile_subject(person.id), 1, now))
    unit.add(*once.receipts(person, now))
    try:
        unit.commit()
    except Stale as stale:
        known(stale, once)
        raise InvalidFields(FieldError("email", "address_taken")) from None
    return person
