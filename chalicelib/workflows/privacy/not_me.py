"""Somebody says that it was not them who filled in a form with their address."""

from datetime import datetime

from ...domain.people.callers import Caller, recognise
from ...domain.people.consent_history import turned
from ...domain.people.participants import Participant
from ...domain.people.proof import closed
from ...domain.programme import Programme
from ..ports import ErasedMarks, Records, Store
from ..retrying import decided_afresh
from .erase_person import erase_person


def close_asked(
    caller: Caller,
    *,
    store: Store,
    marks: ErasedMarks,
    programme: Programme,
    now: datetime,
) -> None:
    """Close what was asked for the caller's address; who was never proven is erased.

    What somebody who is known said themselves stays. Doing so twice changes nothing. Raises
    InvalidToken for a link that was revoked.
    """
    person = store.one(Participant, caller.person_id)
    if person is None:
        return
    if recognise(caller, person).proven:
        _refuse(caller, store=store, now=now)
    else:
        erase_person(person.id, store=store, marks=marks, programme=programme, now=now)


@decided_afresh
def _refuse(caller: Caller, *, store: Records, now: datetime) -> None:
    person = recognise(caller, store.one(Participant, caller.person_id))
    after = closed(person, now)
    if after == person:
        return
    saved, pages = turned(after)
    unit = store.unit()
    unit.save(saved)
    unit.add(*pages)
    unit.commit()
