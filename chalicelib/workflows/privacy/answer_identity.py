"""Somebody says, by the link mailed to the address that is known, whether it is them who asks."""

from datetime import datetime

from ...domain.errors import InvalidToken
from ...domain.people.callers import Caller, recognise
from ...domain.people.participants import Participant
from ...domain.people.privacy_requests import PrivacyRequest
from ...domain.receipts import Once
from ..ports import Records
from ..retrying import decided_afresh

NOT_THEM = "La personne a répondu, par le lien reçu à son adresse, que ce n’est pas elle."


def read_asked(identifier: str, epoch: int, *, store: Records) -> PrivacyRequest:
    """Return the request of a mailed link. Raises InvalidToken."""
    return _asked(identifier, epoch, store)[0]


@decided_afresh
def say_identity(
    identifier: str,
    epoch: int,
    mine: bool,
    once: Once[PrivacyRequest],
    *,
    store: Records,
    now: datetime,
) -> PrivacyRequest:
    """Write down whether the request is theirs: it then waits for the team, or is refused.

    Raises InvalidToken, RequestClosed.
    """
    request, person = _asked(identifier, epoch, store)
    said = request.identified(now) if mine else request.disowned(NOT_THEM, now)
    unit = store.unit()
    unit.save(said)
    unit.unchanged(person)
    unit.add(*once.receipts(said, now))
    unit.commit()
    return said


def _asked(identifier: str, epoch: int, store: Records) -> tuple[PrivacyRequest, Participant]:
    request = store.one(PrivacyRequest, identifier)
    if request is None or not request.person_id:
        raise InvalidToken
    person = store.one(Participant, request.person_id)
    return request, recognise(Caller(request.person_id, epoch), person)
