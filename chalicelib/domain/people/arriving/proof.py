"""What a form asks for somebody takes effect once the person proves that the address is theirs.

A form proves nothing about who filled it in: what it asks is pending. Among such forms the more
private answer wins.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from ...programme import EVENT, PROGRAM, ConsentText
from ..callers import Caller
from ..consents import Consent, ConsentSource, in_force, standing
from ..participants import JoiningForm, Participant, Profile

REQUIRED = frozenset({PROGRAM, EVENT})
"""What one form is enough to ask for: nothing can be done for a person without it."""


def asked(
    before: tuple[Consent, ...],
    answers: Mapping[str, bool],
    texts: Sequence[ConsentText],
    now: datetime,
    source: ConsentSource = ConsentSource.OWN_FORM,
) -> tuple[Consent, ...]:
    """Return the history with what a form asks, pending, in the order of the texts.

    What another form asked in the same words is not written again: however often a form is sent,
    the history does not grow. Of what one form speaks of and another does not, the other says no;
    the team asks for nothing but the event.
    """
    if source is ConsentSource.OWN_FORM:
        before, answers = _with_silence(before, answers, texts, now)
    known = {_words(entry) for entry in standing(before)}
    new = [
        Consent(
            text.purpose,
            answers[text.purpose],
            text.version,
            now,
            source=source,
            pending=True,
            text=text.text,
        )
        for text in texts
        if text.purpose in answers
    ]
    return before + tuple(entry for entry in new if _words(entry) not in known)


def _with_silence(
    before: tuple[Consent, ...],
    answers: Mapping[str, bool],
    texts: Sequence[ConsentText],
    now: datetime,
) -> tuple[tuple[Consent, ...], Mapping[str, bool]]:
    """Return what other forms asked and what one asks, each saying no to what it leaves out."""
    others = [each for each in standing(before) if each.source is ConsentSource.OWN_FORM]
    if not others:
        return before, answers
    optional = {text.purpose: text for text in texts if not text.required}
    spoken = {entry.concerns for entry in others}
    unsaid = {purpose: False for purpose in optional if purpose in spoken}
    missed = [purpose for purpose in optional if answers.get(purpose) and purpose not in spoken]
    said = [
        Consent(each, False, optional[each].version, now, pending=True, text=optional[each].text)
        for each in missed
    ]
    return (*before, *said), {**unsaid, **answers}


def asked_of_proven(person: Participant, answers: Mapping[str, bool]) -> Mapping[str, bool]:
    """Return what a form may ask for a guest: to join, and what they have left unsaid."""
    said = person.consents_now()
    return {p: granted for p, granted in answers.items() if p == PROGRAM or p not in said}


def joining(person: Participant, form: JoiningForm) -> Participant:
    """Return a person who has not joined, with a form that asks it; the first form stays."""
    return replace(person, joining=person.joining or form)


def proves(caller: Caller, person: Participant) -> bool:
    """Return whether what the caller does proves something that is not proven yet."""
    if caller.acts_at is None or caller.staff:
        return False
    return not person.proven or bool(_settled_by(caller, person))


def proven(caller: Caller, person: Participant) -> Participant:
    """Return the person once the caller, who acts, has proven what their link can prove."""
    if caller.acts_at is None:
        return person
    settled = _settled(person, _settled_by(caller, person), caller.acts_at)
    if person.joining is None or caller.by_ticket or _known_before(person):
        return settled
    return _joined(settled, person.joining, caller.acts_at)


def confirmed(person: Participant, now: datetime) -> Participant:
    """Return the person once they confirm, having seen it, all that was asked for their address."""
    settled = _settled(person, standing(person.consents), now)
    return settled if settled.joining is None else _joined(settled, settled.joining, now)


def closed(person: Participant, now: datetime) -> Participant:
    """Return somebody who is known once they say that it was not them who asked: it is refused."""
    refused = [
        replace(
            entry,
            granted=False,
            at=now,
            source=person.speaker,
            pending=False,
            confirmed_at=now,
        )
        for entry in outcome(standing(person.consents)).values()
    ]
    return replace(person, joining=None, consents=(*person.consents, *refused))


def to_prove(person: Participant) -> Participant:
    """Return a person about to be written to where nobody has proven anything.

    What they agreed to takes effect again once somebody does.
    """
    dated = [replace(e, confirmed_at=e.at) if e.of_before else e for e in person.consents]
    held = [each for each in in_force(dated).values() if each.granted]
    again = [replace(each, pending=True, confirmed_at=None) for each in held]
    return replace(person, proven_at=None, consents=(*dated, *again))


def is_known(person: Participant) -> bool:
    """Return whether we know somebody otherwise than by forms: none changes what we know."""
    by_team = any(entry.source is ConsentSource.TEAM for entry in person.consents)
    return person.proven or by_team


def waits(person: Participant) -> bool:
    """Return whether something that was asked for a person waits for them to confirm it."""
    return not person.proven or person.joining is not None or bool(standing(person.consents))


def outcome(pending: Iterable[Consent]) -> dict[str, Consent]:
    """Return purpose → the pending entry that takes effect at proof: of equals, the last."""
    found: dict[str, Consent] = {}
    for entry in pending:
        held = found.get(entry.concerns)
        prevails = entry.granted == (entry.concerns in REQUIRED)
        if held is None or prevails or held.granted == entry.granted:
            found[entry.concerns] = entry
    return found


def _settled_by(caller: Caller, person: Participant) -> tuple[Consent, ...]:
    """Return what is pending that an act behind the caller's link settles."""
    pending = standing(person.consents)
    if caller.by_ticket:
        forms = {entry.at for entry in pending if entry.concerns == EVENT}
        return tuple(entry for entry in pending if entry.at in forms and entry.concerns != PROGRAM)
    if not _known_before(person):
        return pending
    return tuple(entry for entry in pending if entry.source is ConsentSource.TEAM)


def _known_before(person: Participant) -> bool:
    """Return whether a form asks to join for somebody whom we know otherwise.

    They have not seen what it says of them: it waits for them to confirm it.
    """
    return person.joining is not None and is_known(person)


def _settled(person: Participant, settling: tuple[Consent, ...], now: datetime) -> Participant:
    """Return the person, proven, with the outcome in force of what is settled.

    An entry that takes effect goes to the end; the others of its purpose stay, as they were asked.
    What takes effect for a child does so by their guardian.
    """
    every = outcome(standing(person.consents))
    chosen = [every[purpose] for purpose in outcome(settling)]
    others = [entry for entry in person.consents if not any(entry is each for each in chosen)]
    settled = [
        replace(entry, pending=False, confirmed_at=now, source=_source(person, entry))
        for entry in chosen
    ]
    return replace(person, consents=(*others, *settled), proven_at=person.proven_at or now)


def _source(person: Participant, entry: Consent) -> ConsentSource:
    return person.speaker if person.guardian else entry.source


def _joined(person: Participant, form: JoiningForm, now: datetime) -> Participant:
    """Return the person as a form describes them; what they said themselves stays."""
    described = person.describing(replace(form.profile, **_said(person.profile)))
    return replace(
        described,
        joining=None,
        registered_at=now,
        heard_from=form.heard_from,
        referral_code=form.referral_code,
    )


def _said(profile: Profile) -> dict[str, Any]:
    """Return the fields that somebody filled in themselves. A name may be one alone."""
    told = {name: value for name, value in vars(profile).items() if value}
    return {**told, "family_name": profile.family_name}


def _words(entry: Consent) -> tuple[str, bool, str, str]:
    return entry.concerns, entry.granted, entry.text_version, entry.text
