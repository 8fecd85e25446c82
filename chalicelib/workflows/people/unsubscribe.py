"""Unsubscribe by a mail's own link, and undo it."""

from collections.abc import Callable
from datetime import datetime

from ...domain.people.consent_history import turned
from ...domain.people.mail_purposes import OPTIONAL, MailPurpose
from ...domain.people.participants import Participant
from ...domain.people.unsubscribing import subscribed_again, unsubscribed
from ...domain.programme import Programme
from ..inviting import plan_invitation
from ..ports import Records
from ..retrying import decided_afresh


@decided_afresh
def unsubscribe(
    participant_id: str,
    purpose: MailPurpose | None,
    *,
    store: Records,
    programme: Programme,
    now: datetime,
) -> None:
    """Unsubscribe a person from the mails of a purpose, or from all if it is None.

    Doing so twice changes nothing.
    """
    purposes = OPTIONAL if purpose is None else (purpose,)
    texts = programme.consents
    _change(
        participant_id,
        lambda p: unsubscribed(p, purposes, texts, p.speaker, now),
        store,
        programme,
        now,
    )


@decided_afresh
def subscribe_again(
    participant_id: str,
    purpose: MailPurpose | None,
    everything: bool,
    *,
    store: Records,
    programme: Programme,
    now: datetime,
) -> None:
    """Undo that: for one purpose, or for `everything` that they unsubscribed from the last time."""
    texts = programme.consents
    _change(
        participant_id,
        lambda p: subscribed_again(p, purpose, everything, texts, now),
        store,
        programme,
        now,
    )


def _change(
    participant_id: str,
    changed: Callable[[Participant], Participant],
    store: Records,
    programme: Programme,
    now: datetime,
) -> None:
    participant = store.one(Participant, participant_id)
    if participant is None:
        return
    after, pages = turned(changed(participant))
    if after == participant:
        return
    unit = store.unit()
    unit.save(after)
    unit.add(*pages)
    plan_invitation(unit, participant, after, store, programme, now)
    unit.commit()
