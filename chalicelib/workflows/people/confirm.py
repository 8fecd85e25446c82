"""A person confirms what was asked for their address, or says that it was not them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from ...domain.errors import Forbidden
from ...domain.people.arriving.proof import confirmed
from ...domain.people.callers import Caller, recognise
from ...domain.people.consent_history import turned
from ...domain.people.consents import record_consents
from ...domain.people.participants import Participant
from ...domain.programme import Programme
from ..inviting import plan_invitation
from ..ports import Records
from ..retrying import decided_afresh


@decided_afresh
def confirm(
    caller: Caller,
    consents: Mapping[str, bool],
    *,
    store: Records,
    programme: Programme,
    now: datetime,
) -> None:
    """Have all that was asked take effect, but for `consents`, which the person says now.

    Confirming twice changes nothing. Raises Forbidden for staff, InvalidToken.
    """
    person = _person(caller, store)
    said = record_consents(person.consents, consents, programme.consents, now, person.speaker)
    after = confirmed(replace(person, consents=said), now)
    if after == person:
        return
    saved, pages = turned(after)
    unit = store.unit()
    unit.save(saved)
    unit.add(*pages)
    plan_invitation(unit, person, after, store, programme, now)
    unit.commit()


def _person(caller: Caller, store: Records) -> Participant:
    if caller.staff:
        raise Forbidden
    return recognise(caller, store.one(Participant, caller.person_id))
