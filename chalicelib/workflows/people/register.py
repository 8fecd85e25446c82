"""Join the programme, and ask for one's personal link again."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from ...domain.errors import Stale
from ...domain.ids import NewId, participant_id
from ...domain.mail import follow_up
from ...domain.people.addresses import address_key
from ...domain.people.consent_history import turned
from ...domain.people.consents import ConsentSource, record_consents
from ...domain.people.mail_purposes import MailPurpose
from ...domain.people.participants import AddressHolder, Participant, Profile, Registration
from ...domain.programme import PROGRAM, Programme
from ...domain.receipts import NO_KEY, Once, Receipt
from ..ports import Records
from ..retrying import decided_afresh

FORM = ConsentSource.OWN_FORM


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
    """Register a person, or send a known one their link again: the caller cannot tell which.

    Raises Replay for a request already carried out, KeyReused for another one under its key.
    """
    participant = Participant(
        id=participant_id(new_id()),
        email=request.email,
        profile=request.profile,
        registered_at=now,
        link_sent_at=now,
        consents=record_consents((), request.consents, programme.consents, now, FORM),
        heard_from=request.heard_from,
        referral_code=request.referral_code,
    )
    unit = store.unit()
    unit.add(participant, AddressHolder(address_key(request.email), participant.id))
    unit.add(follow_up.after_registration(participant, now))
    unit.add(*once.receipts(None, now))
    try:
        unit.commit()
    except Stale as stale:
        claim = known(stale, once)
        complete_guest(
            claim.participant_id, request, once, store=store, programme=programme, now=now
        )


def request_link(email: str, *, store: Records, programme: Programme, now: datetime) -> None:
    """Send the personal link again to a known address; do nothing for another."""
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
def complete_guest(
    participant_id: str,
    request: Registration,
    once: Once[None],
    *,
    store: Records,
    programme: Programme,
    now: datetime,
) -> None:
    """Write who a guest is when they join; send anybody else their link.

    Nothing proves that the guest is the one who asks: so what they said themselves and what they
    refused stay as they are, to be changed by their own link.
    """
    guest = store.one(Participant, participant_id)
    if guest is None or guest.joined:
        send_link_again(participant_id, once, store=store, programme=programme, now=now)
        return
    unit, answered = store.unit(), {MailPurpose.SUMMARIES: False, **guest.consents_now()}
    asked = {p: granted for p, granted in request.consents.items() if p not in answered}
    agreed = request.consents.get(PROGRAM, False)
    joined, pages = turned(
        replace(
            guest,
            profile=replace(
                request.profile,
                **_said(guest.profile),
            ),
            registered_at=now,
            link_sent_at=now,
            consents=record_consents(
                guest.consents,
                {**asked, PROGRAM: agreed},
                programme.consents,
                now,
                ConsentSource.OWN_FORM,
            ),
            heard_from=request.heard_from,
            referral_code=request.referral_code,
        )
    )
    unit.save(joined)
    unit.add(*pages)
    unit.add(follow_up.after_registration(joined, now))
    unit.add(*once.receipts(None, now))
    unit.commit()


def _said(profile: Profile) -> dict[str, Any]:
    """Return the fields that somebody filled in themselves. A name may be one alone."""
    told = {name: value for name, value in vars(profile).items() if value}
    return {**told, "family_name": profile.family_name}


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
