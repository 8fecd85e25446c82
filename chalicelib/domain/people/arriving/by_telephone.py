"""People whom a member of the team registers while they telephone, with an address or without.

What they agree to is read to them, and the member writes it down. An address that they spell is
proven by nothing yet, as one in a form. Who has none was heard: there is nothing to prove.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from ...programme import PROGRAM, ConsentText
from ..consents import ConsentSource, record_consents, standing
from ..mail_purposes import purpose_named
from ..participants import Participant, ProfileNeeded, Registration
from .joining import Joining
from .proof import asked


def registered(
    identifier: str,
    told: Registration,
    texts: Sequence[ConsentText],
    now: datetime,
    beside: Participant | None = None,
) -> Participant:
    """Return somebody as they told at the telephone; `told.email` is "" if they have no address.

    What they were not asked, or did not want, is not written down as an answer. Without an address
    of their own nobody agrees to mail. `beside` has the address, which is proven if they are.
    """
    shared = beside is not None
    proven = beside.proven if beside is not None else not told.email
    person = Participant(
        id=identifier,
        email="" if shared else told.email,
        shared_email=told.email if shared else "",
        profile=told.profile,
        registered_at=now,
        link_sent_at=now,
        heard_from=told.heard_from,
        referral_code=told.referral_code,
        proven_at=now if proven else None,
    )
    return agreeing(person, told.consents, texts, now)


def agreeing(
    person: Participant, said: Mapping[str, bool], texts: Sequence[ConsentText], now: datetime
) -> Participant:
    """Return a person with what they said yes to, as the team heard it.

    It is pending while nobody has proven the address.
    """
    team = ConsentSource.TEAM
    yes = {purpose: True for purpose, granted in said.items() if granted}
    if not person.mailed_at or person.shared_email:
        yes = {purpose: True for purpose in yes if purpose_named(purpose) is None}
    if not person.proven:
        return replace(person, consents=asked(person.consents, yes, texts, now, team))
    return replace(person, consents=record_consents(person.consents, yes, texts, now, team))


def joining(
    person: Participant,
    told: Joining,
    theme: str,
    texts: Sequence[ConsentText],
    now: datetime,
) -> Participant:
    """Return who came to events alone, once they join at the telephone; `theme` interests them."""
    profile = replace(
        person.profile,
        kind=told.kind,
        maturity_level=told.maturity_level,
        themes=person.profile.themes or (theme,),
    )
    return agreeing(replace(person, profile=profile), told.consents, texts, now)


def has_agreed(person: Participant) -> bool:
    """Return whether somebody agreed to the programme, be it to the team alone."""
    asked_for = any(each.concerns == PROGRAM and each.granted for each in standing(person.consents))
    waiting = asked_for and not person.proven
    agreed = waiting or person.consents_now().get(PROGRAM, False)
    return agreed and not person.profile.guest


def ensure_agreed(person: Participant) -> None:
    """Raise ProfileNeeded for who has not agreed to the programme."""
    if not has_agreed(person):
        raise ProfileNeeded
