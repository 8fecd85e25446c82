"""Join the programme, and ask for one's personal link again."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from ...domain.errors import Stale
from ...domain.ids import NewId, participant_id
from ...domain.mail import follow_up
from ...domain.mail.messages import Message
from ...domain.people.addresses import address_key
from ...domain.people.arriving.proof import asked, asked_of_proven, joining
from ...domain.people.consent_history import turned
from ...domain.people.participants import (
    AddressHolder,
    JoiningForm,
    Participant,
    Registration,
)
from ...domain.programme import Programme
from ...domain.receipts import NO_KEY, Once, Receipt
from ..alike import alike
from ..ports import Records
from ..retrying import decided_afresh


@alike(reads=2, writes=2)
@decided_afresh
def register(
    request: Registration,
    once: Once[None],
    *,
    store: Records,
    programme: Programme,
    new_id: NewId,
    now: datetime,
) -> None:
    """Register a person, or send a known one their link again: the caller cannot tell which, be it
    by the time that it takes.

    Raises Replay for a request already carried out, KeyReused for another one under its key.
    """
    participant = Participant(
        id=participant_id(new_id()),
        email=request.email,
        profile=request.profile,
        registered_at=now,
        link_sent_at=now,
        consents=asked((), request.consents, programme.consents, now),
        heard_from=request.heard_from,
        referral_code=request.referral_code,
        guardian=request.guardian,
    )
    unit = store.unit()
    unit.add(participant, AddressHolder(address_key(request.email), participant.id))
    unit.add(follow_up.after_registration(participant, now))
    unit.add(*once.receipts(None, now))
    try:
        unit.commit()
    except Stale as stale:
        claim = known(stale, once)
        register_known(
            claim.participant_id, request, once, store=store, programme=programme, now=now
        )


@alike(reads=2, writes=1)
def request_link(email: str, *, store: Records, programme: Programme, now: datetime) -> None:
    """Send the personal link again to a known address; nothing for another."""
    claim = store.one(AddressHolder, address_key(email))
    if claim is not None:
        send_link_again(claim.participant_id, NO_KEY, store=store, programme=programme, now=now)


@decided_afresh
def send_link_again(
    participant_id: str,
    once: Once[None],
    *,
    store: Records,
    programme: Programme,
    now: datetime,
) -> None:
    """Send the link, at most once per `programme.link_resend_after`: nobody can flood a mailbox."""
    participant = store.one(Participant, participant_id)
    unit = store.unit()
    quiet = participant is None or now - participant.link_sent_at < programme.link_resend_after
    if participant is not None and not quiet:
        unit.save(replace(participant.tried_again(now), link_sent_at=now))
        unit.add(follow_up.after_link_request(participant, now))
    unit.add(*once.receipts(None, now))
    unit.commit()


@decided_afresh
def register_known(
    participant_id: str,
    request: Registration,
    once: Once[None],
    *,
    store: Records,
    programme: Programme,
    now: datetime,
) -> None:
    """Write down what a form asks for a known address, and send its link.

    Nothing proves that the person is the one who asks: so nothing that holds for them changes. What
    is asked is pending until they confirm it, and nothing is asked of who has joined. A guardian
    whom it names is none: whoever reads the mailed link names theirs.
    """
    person = store.one(Participant, participant_id)
    if person is None or person.joined:
        send_link_again(participant_id, once, store=store, programme=programme, now=now)
        return
    first = store.one(Message, follow_up.after_registration(person, now).id)
    unit, after = store.unit(), _asking(person, request, programme, now)
    if first is None:
        after = replace(after, link_sent_at=now)
        unit.add(follow_up.after_registration(person, now))
    elif now - person.link_sent_at >= programme.link_resend_after:
        after = replace(after.tried_again(now), link_sent_at=now)
        unit.add(follow_up.after_link_request(person, now))
    if after != person:
        saved, pages = turned(after)
        unit.save(saved)
        unit.add(*pages)
    unit.add(*once.receipts(None, now))
    unit.commit()


def _asking(
    person: Participant, request: Registration, programme: Programme, now: datetime
) -> Participant:
    answers = asked_of_proven(person, request.consents) if person.proven else request.consents
    consents = asked(person.consents, answers, programme.consents, now)
    form = JoiningForm(request.profile, request.heard_from, request.referral_code)
    after = person if person.of_programme else joining(person, form)
    return replace(after, consents=consents)


def known(stale: Stale, once: Once[Any]) -> AddressHolder:
    """Return who has the address, unless the request itself was carried out before.

    Raises Replay, KeyReused, and Stale if it is about something else.
    """
    for entity in stale.current:
        if isinstance(entity, Receipt):
            once.check(entity)
    for entity in stale.current:
        if isinstance(entity, AddressHolder):
            return entity
    raise stale
