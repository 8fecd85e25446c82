"""A child under 14 names, behind their own link, the parent or tutor who speaks for them."""

from datetime import datetime

from ...domain.errors import FieldError, Forbidden, InvalidFields
from ...domain.mail import follow_up
from ...domain.people.aliases import alias_key
from ...domain.people.arriving.proof import to_prove
from ...domain.people.callers import Caller, recognise
from ...domain.people.consent_history import turned
from ...domain.people.participants import Guardian, Participant
from ...domain.receipts import Once
from ..ports import Records
from ..retrying import decided_afresh
from .move_address import tell_there


@decided_afresh
def name_guardian(
    caller: Caller, guardian: Guardian, once: Once[None], *, store: Records, now: datetime
) -> None:
    """Have a guardian speak for the caller from now on, and write to them.

    It proves nothing: all that the child agreed to waits for the guardian, and no link mailed to
    the child works any more. Who had confirmed their address is told there.

    Raises Forbidden for staff, and for a guardian; InvalidToken; InvalidFields for an address that
    is the child's own.
    """
    if caller.staff:
        raise Forbidden
    person = recognise(caller, store.one(Participant, caller.person_id))
    if person.guardian is not None:
        raise Forbidden
    if alias_key(guardian.email) == alias_key(person.email):
        raise InvalidFields(FieldError("guardian.email", "address_of_child"))
    child, pages = turned(to_prove(person).in_care_of(guardian, now))
    unit = store.unit()
    unit.save(child)
    unit.add(*pages)
    first = follow_up.after_registration(person, now)
    tell_there(unit, first.id, follow_up.after_correction(child, now), store)
    if person.proven:
        unit.add(follow_up.after_address_change(child, person.email, now))
    unit.add(*once.receipts(None, now))
    unit.commit()
