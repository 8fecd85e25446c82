"""A member of the team writes a letter, has it sent, takes it back."""

from dataclasses import replace
from datetime import datetime

from ...domain.documents.themes import Theme
from ...domain.errors import NotFound
from ...domain.events.events import Event
from ...domain.ids import NewId, letter_id
from ...domain.letters.letters import (
    Letter,
    LetterAudience,
    LetterChanged,
    LetterState,
    NobodyToWrite,
)
from ...domain.people.callers import Caller
from ...domain.people.roles import ensure_hers
from ...domain.people.staff import Role, StaffMember
from ...domain.people.staff_acts import Deed, done
from ...domain.programme import Programme
from ...domain.receipts import Once, Receipt
from ..callers import with_member
from ..ports import LetterStore
from ..retrying import decided_afresh
from .readers import all_readers

ANY_VERSION = 0
"""For who does not say as what they read the letter."""


@decided_afresh
def draft_letter(
    caller: Caller,
    subject: str,
    markdown: str,
    audience: LetterAudience,
    once: Once[Letter],
    *,
    store: LetterStore,
    new_id: NewId,
    now: datetime,
) -> Letter:
    """Keep a letter as a draft. Raises Forbidden, InvalidToken, Replay, KeyReused."""
    member, receipt = with_member(caller, store, (Receipt, once.id))
    once.check(receipt)
    identifier, confined = letter_id(new_id()), _confined(member)
    letter = Letter(identifier, member.id, subject, markdown, audience, now, confined=confined)
    unit = store.unit()
    saved = unit.save(letter)
    unit.add(*once.receipts(saved, now))
    unit.commit()
    return saved


@decided_afresh
def rewrite_letter(
    caller: Caller,
    identifier: str,
    subject: str,
    markdown: str,
    audience: LetterAudience,
    seen: int,
    *,
    store: LetterStore,
    now: datetime,
) -> Letter:
    """Change a draft that was read at version `seen`.

    Raises Forbidden, InvalidToken, NotFound, LetterChanged, LetterNotSent.
    """
    letter, _ = theirs(caller, identifier, store)
    rewritten = letter.rewritten(subject, markdown, audience, now)
    _ensure_as_read(letter, seen)
    unit = store.unit()
    saved = unit.save(rewritten)
    unit.commit()
    return saved


@decided_afresh
def discard_letter(caller: Caller, identifier: str, *, store: LetterStore) -> None:
    """Throw a draft away. Raises Forbidden, InvalidToken, NotFound, LetterNotSent."""
    letter, _ = theirs(caller, identifier, store)
    letter.ensure_draft()
    unit = store.unit()
    unit.delete(letter)
    unit.commit()


@decided_afresh
def hold_letter(
    caller: Caller,
    identifier: str,
    seen: int,
    *,
    store: LetterStore,
    programme: Programme,
    themes: dict[str, Theme],
    now: datetime,
) -> Letter:
    """Have a letter sent in a moment; the same letter, if it waits for that already.

    Raises Forbidden, InvalidToken, NotFound, LetterChanged, LetterNotSent, NobodyToWrite,
    TooManyPeople.
    """
    letter, _ = theirs(caller, identifier, store)
    if letter.state is LetterState.HELD:
        return letter
    held = letter.held(now)
    _ensure_as_read(letter, seen)
    (event,) = store.load(known=[(Event, letter.audience.event_id)])
    everybody = all_readers(held, event, store=store, programme=programme, themes=themes, now=now)
    if all(each.reason for each in everybody):
        raise NobodyToWrite
    unit = store.unit()
    saved = unit.save(held)
    unit.add(*done(caller, Deed.LETTER_SENT, letter.id, saved.version, now, letter.subject))
    unit.commit()
    return saved


@decided_afresh
def stop_letter(caller: Caller, identifier: str, *, store: LetterStore, now: datetime) -> Letter:
    """Let no more of a letter leave; it is a draft again, if none of it has.

    Raises Forbidden, InvalidToken, NotFound, NothingToStop.
    """
    letter, _ = theirs(caller, identifier, store)
    stopped = letter.stopped(now)
    if stopped == letter:
        return letter
    unit = store.unit()
    saved = unit.save(stopped)
    unit.add(*done(caller, Deed.LETTER_STOPPED, letter.id, saved.version, now, letter.subject))
    unit.commit()
    return saved


def theirs(caller: Caller, identifier: str, store: LetterStore) -> tuple[Letter, StaffMember]:
    """Return a letter of the member who asks; an admin's may be anybody's.

    What who is an admin no more wrote as one is for whom she accompanies, as all that she writes.
    Raises Forbidden, InvalidToken, NotFound.
    """
    member, letter = with_member(caller, store, (Letter, identifier))
    if letter is None:
        raise NotFound
    ensure_hers(member, letter.by)
    return replace(letter, confined=letter.confined or _confined(member)), member


def _confined(member: StaffMember) -> str:
    """Return the adviser who writes to none but whom she accompanies, "" for an admin."""
    return "" if member.role is Role.ADMIN else member.id


def _ensure_as_read(letter: Letter, seen: int) -> None:
    """Raise LetterChanged if another member has changed it since somebody read it."""
    if seen not in (ANY_VERSION, letter.version):
        raise LetterChanged
