"""A copy of all that is held about somebody, sent where they want it."""

from datetime import datetime, timedelta

from ...domain.errors import InvalidToken, TooMany
from ...domain.ids import NewId, new_request_id
from ...domain.mail import privacy_mail
from ...domain.people.callers import Caller, recognise
from ...domain.people.participants import Participant
from ...domain.people.privacy_requests import PrivacyRequest, RequestKind, own_act
from ...domain.receipts import Once
from ..ports import PrivacyStore
from ..retrying import decided_afresh
from .answer_identity import read_asked
from .read_holdings import Holdings, own_participant, read_holdings

DAY = timedelta(days=1)
COPIES_A_DAY = 3
"""A mail goes to somebody who has not asked for it: not to many."""


@decided_afresh
def send_copy(
    caller: Caller,
    recipient: str,
    once: Once[PrivacyRequest],
    *,
    store: PrivacyStore,
    new_id: NewId,
    now: datetime,
) -> PrivacyRequest:
    """Mail an address a link to a copy, and write it down in the register.

    Raises Forbidden for staff, InvalidToken, TooMany.
    """
    participant = own_participant(caller, store)
    _ensure_few(participant.id, store, now)
    identifier = new_request_id(new_id, now)
    sent = own_act(identifier, RequestKind.PORTABILITY, participant.id, now, recipient)
    unit = store.unit()
    unit.unchanged(participant)
    unit.add(sent, privacy_mail.copy_sent(sent, now))
    unit.add(*once.receipts(sent, now))
    unit.commit()
    return sent


def _ensure_few(person_id: str, store: PrivacyStore, now: datetime) -> None:
    """Raise TooMany once somebody has had so many mails sent to others within a day."""
    asked = [each for each in store.held_elsewhere(person_id) if isinstance(each, PrivacyRequest)]
    sent = [each for each in asked if each.recipient and now - each.asked_at < DAY]
    if len(sent) >= COPIES_A_DAY:
        raise TooMany(DAY)


def read_copy(identifier: str, epoch: int, *, store: PrivacyStore) -> Holdings:
    """Return what the link of a copy gives: all that is held now. Raises InvalidToken."""
    request = read_asked(identifier, epoch, store=store)
    if not request.recipient:
        raise InvalidToken
    person = store.one(Participant, request.person_id)
    return read_holdings(recognise(Caller(request.person_id, epoch), person), store)
