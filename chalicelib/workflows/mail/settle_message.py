"""Write down what SES's events say of a mail: sent, delivered, bounced, complained."""

from dataclasses import replace
from datetime import datetime

from ...domain.ids import owner_of
from ...domain.mail import follow_up
from ...domain.mail.messages import Message, State
from ...domain.people.addresses import address_key
from ...domain.people.consent_history import turned
from ...domain.people.consents import ConsentSource
from ...domain.people.mail_purposes import OPTIONAL
from ...domain.people.participants import Participant
from ...domain.people.unsubscribing import unsubscribed
from ...domain.programme import Programme
from ..ports import Records
from ..retrying import decided_afresh


@decided_afresh
def settle_message(
    message_id: str,
    state: State,
    permanent: bool,
    to: str = "",
    *,
    store: Records,
    programme: Programme,
    now: datetime,
) -> list[State]:
    """Settle a message by SES's event; return the states that it newly reached.

    Safe to run twice and out of order: a state only advances. A permanent bounce closes the
    address, unless the mail went to another; a complaint unsubscribes the person at once from all
    that is not transactional (anti-spam law). `permanent` is only true of a bounce; `to` is where
    the mail went, if the event says.
    """
    closes = state is State.COMPLAINED or permanent
    person = [(Participant, owner_of(message_id))]
    needed, shown = (person, []) if closes else ([], person)
    message, participant = store.load((Message, message_id), *needed, known=shown)
    if message is None:
        return []
    settled = message.settled(state, now)
    closed = participant
    if participant is not None and closes and not message.to:
        closed = _closed(participant, state, to, programme, now)
    closed, pages = turned(closed) if closed is not None else (None, ())
    unit = store.unit()
    unit.add(*pages)
    if settled != message:
        unit.save(settled)
        unit.add(*([] if message.accepted else follow_up.after_sending(settled, programme)))
    if closed != participant:
        unit.save(closed)
    if settled != message or closed != participant:
        unit.commit()
    if settled == message:
        return []
    return [settled.state] if message.accepted else list(dict.fromkeys((State.SENT, settled.state)))


def _closed(
    participant: Participant, state: State, to: str, programme: Programme, now: datetime
) -> Participant:
    if state is State.COMPLAINED:
        texts, source = programme.consents, ConsentSource.COMPLAINT
        return unsubscribed(participant, OPTIONAL, texts, source, now)
    if _went_elsewhere(participant, to):
        return participant
    return replace(participant, bounced_at=participant.bounced_at or now)


def _went_elsewhere(participant: Participant, to: str) -> bool:
    """Return whether a mail went where somebody merged into this person was written to before."""
    key = address_key(to)
    before = {address_key(each.email) for each in participant.absorbed if each.email}
    return key in before and key != address_key(participant.mailed_at)
