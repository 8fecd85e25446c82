"""Whom a letter is for, and whether each of them may be written to."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import batched

from ...domain.directory.asking import conditions
from ...domain.directory.filters import with_adviser
from ...domain.documents.themes import Theme
from ...domain.events.events import Event
from ...domain.events.registrations import EventRegistration
from ...domain.ids import owner_of
from ...domain.letters.letters import (
    MOST_PEOPLE,
    Letter,
    LetterState,
    TooManyPeople,
)
from ...domain.mail.about import AboutLetter
from ...domain.mail.basis import basis_of
from ...domain.mail.checks import meant
from ...domain.mail.messages import Message
from ...domain.mail.team.letter_mail import mail_of
from ...domain.mail.wanted import why_unlawful, why_unwanted
from ...domain.people.participants import Participant
from ...domain.programme import Programme
from ..directory.find_people import all_found
from ..ports import LetterStore

AT_ONCE = 100
"""People read in one call."""

Meant = tuple[str, EventRegistration | None]
"""Somebody whom a letter is for, by their id, with their registration if it is of an event."""


@dataclass(frozen=True)
class Reader:
    """Somebody whom a letter is for; `reason` is why it is not written to them, or ""."""

    person: Participant
    message: Message
    reason: str


def meant_by(
    letter: Letter, store: LetterStore, themes: dict[str, Theme], most: int = MOST_PEOPLE
) -> list[Meant]:
    """Return whom a letter is for, in order of their ids. Raises TooManyPeople.

    Of an event, from an index; of people, some thirty calls at most.
    """
    audience = letter.audience
    if audience.event_id:
        roster = store.everybody_of(audience.event_id, most + 1)
        found = [(owner_of(each.id), each) for each in roster if meant(letter, each)]
        if len(roster) > most:
            raise TooManyPeople
        return sorted(found, key=lambda each: each[0])
    confined = [with_adviser(letter.confined)] if letter.confined else []
    titles = {slug: theme.title for slug, theme in themes.items()}
    asked = conditions(audience.q, (*audience.filters, *confined), titles)
    ids = all_found(asked, most, store=store)
    if ids is None:
        raise TooManyPeople
    return [(each, None) for each in ids]


def all_readers(
    letter: Letter,
    event: Event | None,
    *,
    store: LetterStore,
    programme: Programme,
    themes: dict[str, Theme],
    now: datetime,
) -> list[Reader]:
    """Return everybody whom a letter is for; `event` is its own. Raises TooManyPeople."""
    return [
        reader
        for some in batched(meant_by(letter, store, themes), AT_ONCE)
        for reader in readers(letter, some, event, store=store, programme=programme, now=now)
    ]


def readers(
    letter: Letter,
    of: Sequence[Meant],
    event: Event | None,
    *,
    store: LetterStore,
    programme: Programme,
    now: datetime,
) -> list[Reader]:
    """Return each of some people whom a letter is for, with what the sender would say now.

    One call for a hundred. Who is erased meanwhile is left out.
    """
    leaving = replace(letter, state=LetterState.SENDING)
    people = store.load(known=[(Participant, each) for each, _ in of])
    found: list[Reader] = []
    for person, (_, registration) in zip(people, of, strict=True):
        if person is None:
            continue
        message = mail_of(letter, person.id, registration, now)
        about = AboutLetter(leaving, event, registration)
        basis = basis_of(message, person, about, programme, now)
        reason = why_unwanted(message, person, about, now) or why_unlawful(message, basis)
        found.append(Reader(person, message, reason))
    return found
