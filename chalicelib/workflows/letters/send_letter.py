"""Write a letter's mails, each person's once; once it is stopped, nothing more is written."""

from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from itertools import batched

from ...domain.documents.themes import Theme
from ...domain.errors import Stale
from ...domain.events.events import Event
from ...domain.letters.letters import MOST_PEOPLE, Letter, TooManyPeople
from ...domain.mail import by_day
from ...domain.mail.messages import Message
from ...domain.programme import Programme
from ..ports import LetterStore
from .readers import Meant, meant_by, readers

GROWN = 2 * MOST_PEOPLE
"""People for whom a letter may be once it leaves: some may have joined while it was held."""

PAGE = 80
"""How many people are written to in one write: a transaction takes a hundred items."""


def send_letter(
    letter_id: str,
    *,
    store: LetterStore,
    programme: Programme,
    themes: dict[str, Theme],
    now: datetime,
) -> None:
    """Write each person's mail, from where the letter left off.

    Safe to run twice, and by two workers at once: a page and the place where it ends are one write,
    and each mail has one id. Who stops the letter meanwhile changes it, and so ends this. One that
    has outgrown what one letter may be is given back to its author.
    """
    letter = store.one(Letter, letter_id)
    if letter is None or not letter.due(now):
        return
    (event,) = store.load(known=[(Event, letter.audience.event_id)])
    try:
        everybody = meant_by(letter, store, themes, GROWN)
    except TooManyPeople:
        _give_back(letter, store, now)
        return
    left = [each for each in everybody if each[0] > letter.cursor]
    try:
        for page in batched(left, PAGE):
            letter = _write(letter, page, event, page[-1] == left[-1], store, programme, now)
        if not left:
            _write(letter, (), event, True, store, programme, now)
    except Stale:
        return  # another worker has it, or the team has stopped it


def _give_back(letter: Letter, store: LetterStore, now: datetime) -> None:
    unit = store.unit()
    unit.save(letter.too_many(now))
    with suppress(Stale):  # the team has stopped it
        unit.commit()


def _write(
    letter: Letter,
    page: Sequence[Meant],
    event: Event | None,
    last: bool,
    store: LetterStore,
    programme: Programme,
    now: datetime,
) -> Letter:
    found = readers(letter, page, event, store=store, programme=programme, now=now)
    mails = [by_day.planned(e.message, programme.sleep) for e in found if not e.reason]
    left_out = Counter(each.reason for each in found if each.reason)
    cursor = page[-1][0] if page else letter.cursor
    unit = store.unit()
    unit.add(*_unwritten(mails, store))
    written = unit.save(letter.begun(now).after_page(cursor, len(mails), left_out, last))
    unit.commit()
    return written


def _unwritten(mails: Sequence[Message], store: LetterStore) -> list[Message]:
    """Return the mails that are not there yet, as they are after a restoration."""
    known = store.load_any(*[(Message, each.id) for each in mails])
    return [mail for mail, there in zip(mails, known, strict=True) if there is None]
