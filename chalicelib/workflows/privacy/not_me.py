"""Somebody says that it was not them who filled in a form with their address."""

from datetime import datetime

from ...domain.errors import Unauthenticated
from ...domain.mail.limits.first_mails import FirstMails
from ...domain.people.aliases import alias_key
from ...domain.people.arriving.proof import closed
from ...domain.people.callers import Caller, recognise
from ...domain.people.consent_history import turned
from ...domain.people.participants import Participant
from ...domain.programme import Programme
from ..ports import ErasedMarks, Hide, Records, Store
from ..retrying import decided_afresh
from .erase_person import erase_person


def close_asked(
    caller: Caller,
    *,
    store: Store,
    marks: ErasedMarks,
    hide: Hide,
    programme: Programme,
    now: datetime,
) -> bool:
    """Close what was asked for the caller's address; who was never proven is erased.

    Returns whether they are known, so that what they had confirmed goes on.

    No first mail goes to that address for thirty days then, whatever forms ask for it.

    What somebody who is known said themselves stays. Doing so twice changes nothing. Raises
    InvalidToken for a link that was revoked.
    """
    person = store.one(Participant, caller.person_id)
    if person is None:
        return False
    if recognise(caller, person).proven:
        _refuse(caller, store=store, now=now)
        return True
    _silence(hide("first", alias_key(person.mailed_at)), store=store, now=now)
    erase_person(person.id, store=store, marks=marks, programme=programme, now=now)
    return False


def is_known(caller: Caller, *, store: Records) -> bool:
    """Return whether the caller, whose link still works, has confirmed something."""
    person = store.one(Participant, caller.person_id)
    try:
        return recognise(caller, person).proven
    except Unauthenticated:
        return False


@decided_afresh
def _silence(identifier: str, *, store: Records, now: datetime) -> None:
    sent = store.one(FirstMails, identifier) or FirstMails(identifier, (), now)
    unit = store.unit()
    unit.save(sent.silenced(now))
    unit.commit()


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
