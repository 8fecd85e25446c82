"""Unsubscribing from some purposes of mail, and undoing it: both are written in the history."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from ..programme import ConsentText
from .consents import Consent, ConsentSource, in_force
from .mail_purposes import MailPurpose, refused_by, refusing
from .participants import Participant

UNASKED = frozenset({MailPurpose.SURVEYS, MailPurpose.LETTERS})
"""Purposes that no consent is asked for: a session or a registration lets one write."""


def unsubscribed(
    person: Participant,
    purposes: Iterable[MailPurpose],
    texts: Sequence[ConsentText],
    source: ConsentSource,
    now: datetime,
) -> Participant:
    """Return the person without the mails of some purposes, each withdrawn in their history.

    Doing so twice changes nothing.
    """
    before = refused_by(person)
    new = sorted(set(purposes) - before)
    if not new:
        return person
    withdrawn = [_entry(each, False, texts, source, now) for each in new]
    changed = replace(person, consents=(*person.consents, *withdrawn), unsubscribed_at=now)
    return refusing(changed, before | set(new))


def subscribed_again(
    person: Participant,
    purpose: MailPurpose | None,
    everything: bool,
    texts: Sequence[ConsentText],
    now: datetime,
) -> Participant:
    """Return the person with the mails of a purpose again.

    `everything`: with all that they unsubscribed from the last time. What they had not agreed to
    before is not agreed to by that, but for the `purpose` itself, whose text they are shown.
    """
    before = refused_by(person)
    back = [
        each for each in sorted(before) if each is purpose or (everything and _last(person, each))
    ]
    if not back:
        return person
    agreed = (entry for each in back for entry in _agreed(person, each, purpose, texts, now))
    changed = replace(person, consents=(*person.consents, *agreed))
    return refusing(changed, before - set(back))


def has_complained(person: Participant) -> bool:
    """Return whether the last thing that somebody said of our mails is that one was not wanted."""
    return bool(complaints(person))


def complaints(person: Participant) -> list[Consent]:
    """Return what a complaint withdrew, if nothing was said of our mails since."""
    at = person.unsubscribed_at
    by = ConsentSource.COMPLAINT
    return [e for e in person.consents if at is not None and e.source is by and e.at == at]


def _last(person: Participant, purpose: MailPurpose) -> bool:
    """Return whether it was refused the last time: earlier releases wrote no history of it."""
    said = in_force(person.consents).get(purpose)
    return said is None or said.granted or said.at == person.unsubscribed_at


def _agreed(
    person: Participant,
    purpose: MailPurpose,
    asked: MailPurpose | None,
    texts: Sequence[ConsentText],
    now: datetime,
) -> Iterator[Consent]:
    """Give what a person agrees to by wanting a purpose again, if they had withdrawn it."""
    said = [each for each in person.consents if each.concerns == purpose and not each.pending]
    if not said or said[-1].granted:
        return
    before = said[-2] if len(said) > 1 else None
    if before is not None and before.granted:
        yield replace(before, at=now, source=person.speaker, confirmed_at=now)
    elif purpose is asked or purpose in UNASKED:
        yield _entry(purpose, True, texts, person.speaker, now)


def _entry(
    purpose: MailPurpose,
    granted: bool,
    texts: Sequence[ConsentText],
    source: ConsentSource,
    now: datetime,
) -> Consent:
    """Return an entry in the words of the consent, if the purpose has one."""
    text = next((each for each in texts if each.purpose == purpose), None)
    words = (text.version, text.text) if text else ("", "")
    return Consent(purpose.value, granted, words[0], now, source, False, now, words[1])
