"""The team reads its letters: whom one is for, who does not get it and why, what became of it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from ...domain.directory.entries import PersonEntry
from ...domain.documents.themes import Theme
from ...domain.events.events import Event
from ...domain.letters.letters import Letter, LetterState, TooManyPeople
from ...domain.mail.messages import GIVEN_UP, Message
from ...domain.mail.wanted import undelivered
from ...domain.people.callers import Caller
from ...domain.people.roles import sees
from ...domain.people.staff import StaffMember
from ...domain.programme import Programme
from ..callers import member_of_team
from ..ports import LetterStore
from .readers import Reader, all_readers
from .write_letter import theirs

SHOWN = 25
"""Letters on a page, and mails of a letter that reached nobody."""

LONGEST_PLACE = 200  # characters: no place is longer

AHEAD = frozenset({LetterState.DRAFT, LetterState.HELD})
"""States in which nothing of a letter is written to anybody."""


@dataclass(frozen=True)
class Letters:
    """Some letters, the latest first; `older` is where the rest begins, "" at the end."""

    listed: tuple[Letter, ...]
    older: str


@dataclass(frozen=True)
class LetterFile:
    """A letter, and who wrote it.

    Before it leaves, `everybody` whom it is for, unless they are `too_many`. Then what became of
    its mails: how many left, wait, or reached nobody, the last ones with `names` by person.
    """

    letter: Letter
    member: StaffMember
    author: str
    event: Event | None
    everybody: tuple[Reader, ...] = ()
    too_many: bool = False
    became: dict[str, int] = field(default_factory=dict)
    lost: tuple[Message, ...] = ()
    names: dict[str, PersonEntry] = field(default_factory=dict)

    @property
    def reached(self) -> list[Reader]:
        return [each for each in self.everybody if not each.reason]

    @property
    def left_out(self) -> dict[str, list[Reader]]:
        """Who does not get it, by why; the reason of most people first."""
        reasons = Counter(each.reason for each in self.everybody if each.reason)
        return {
            reason: [each for each in self.everybody if each.reason == reason]
            for reason, _ in reasons.most_common()
        }


def read_letters(caller: Caller, before: str, *, store: LetterStore) -> Letters:
    """Return the latest letters: of an adviser, her own. Raises Forbidden, InvalidToken."""
    member = member_of_team(caller, store=store)
    listed, older = store.letters(before[:LONGEST_PLACE], SHOWN)
    return Letters(tuple(each for each in listed if sees(member, each.by)), older)


def read_letter(
    caller: Caller,
    identifier: str,
    *,
    store: LetterStore,
    programme: Programme,
    themes: dict[str, Theme],
    now: datetime,
) -> LetterFile:
    """Return a letter, and whom it is for or what became of it. Some sixty calls at most.

    Raises Forbidden, InvalidToken, NotFound.
    """
    letter, member = theirs(caller, identifier, store)
    author, event = store.load(known=[(StaffMember, letter.by), (Event, letter.audience.event_id)])
    name = author.name if isinstance(author, StaffMember) else ""
    about = event if isinstance(event, Event) else None
    if letter.state in AHEAD:
        try:
            found = all_readers(
                letter, about, store=store, programme=programme, themes=themes, now=now
            )
        except TooManyPeople:
            return LetterFile(letter, member, name, about, too_many=True)
        return LetterFile(letter, member, name, about, tuple(found))
    mails = store.mails_of_letter(letter.id)
    lost = tuple(each for each in mails if undelivered(each))
    shown = lost[:SHOWN]
    rows = store.load(known=[(PersonEntry, each.person_id) for each in shown])
    names = {row.id: row for row in rows if row is not None}
    became = _became(mails, len(lost), letter)
    return LetterFile(letter, member, name, about, became=became, lost=shown, names=names)


def _became(mails: Sequence[Message], lost: int, letter: Letter) -> dict[str, int]:
    """Return how many mails of a letter left, wait, will not leave, or reached nobody."""
    stopped = letter.state is LetterState.STOPPED
    waits = sum(each.open for each in mails)
    left = sum(each.accepted for each in mails)
    taken_back = sum(each.state in GIVEN_UP for each in mails)
    return {
        "left": left,
        "waiting": 0 if stopped else waits,
        "stopped": taken_back + waits if stopped else 0,
        "undelivered": lost,
    }
