"""Hand what is due to the queues: from the stream at once, from the sweep when its time comes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from ...domain.documents.documents import Document
from ...domain.errors import Stale
from ...domain.events.seats import Seats
from ...domain.mail.due import LONGEST_HOLD, Due, Misplaced, Outbox, is_held
from ...domain.mail.messages import LATE, Message, State
from ...domain.mail.sweeps import SWEEP, SweepRound
from ...domain.unreadable import Unreadable, UnreadableItem
from ..ports import DueStore, Queues
from .set_aside import look_again, see_to

SWEPT = 2000
"""How many are handed over in one sweep, oldest first.

SES's usual rate takes about as many in five minutes.
"""


@dataclass(frozen=True)
class Swept:
    """The counts of one sweep.

    `unknown`: mails that SES's events said nothing of; `stuck`: what is late; `restless`: seats
    that never settle; `set_aside`: what cannot be read, or needs what cannot; `put_right`: what
    stood in the index of due items at a wrong time.
    """

    handed_over: int
    unknown: int
    stuck: int
    restless: int = 0
    set_aside: int = 0
    put_right: int = 0


def dispatch_new(entities: Iterable[Outbox | Unreadable], *, queues: Queues, now: datetime) -> int:
    """Hand over what was just written and is due now, or held for a moment; return how many."""
    fresh: list[Due] = [
        entity
        for entity in entities
        if not isinstance(entity, Unreadable) and _new(entity) and _leaves(entity, now)
    ]
    return _hand_over(fresh, queues, now)


def _leaves(entity: Outbox, now: datetime) -> bool:
    """Return whether something is due, or will be while the queue can hide it."""
    return entity.due(now) or (is_held(entity) and entity.due(now + LONGEST_HOLD))


def _new(entity: Outbox) -> bool:
    """Return whether it was just written. A document's first version is a random number."""
    return entity.attempts == 0 if isinstance(entity, Document) else entity.version == 1


def sweep(*, store: DueStore, queues: Queues, now: datetime) -> Swept:
    """Hand over what is due, unless that was done a moment ago.

    What cannot be read is set aside; what stands in the index at a wrong time is put right.
    """
    begun = _round(store, now)
    found = store.due(now, SWEPT)
    due, odd = _told_apart(found)
    unknown = [each for each in due if isinstance(each, Message) and each.state is State.UNKNOWN]
    late = [each for each in due if each.next_at is not None and each.next_at < now - LATE]
    left = [each for each in due if not begun.handed_over(each)]
    if len(found) == SWEPT:
        left += _beyond(begun.after(due), SWEPT - len(left), store, now)
    restless = [each for each in due if isinstance(each, Seats) and each.restless]
    handed_over = _hand_over(left, queues)
    _remember(begun.after(left), store)
    put_right = see_to(odd, store, now)
    back, aside = look_again(store, now)
    handed_over += _hand_over(back, queues)
    return Swept(handed_over, len(unknown), len(late), len(restless), aside, put_right)


def _told_apart(
    found: list[Due | Unreadable | Misplaced],
) -> tuple[list[Due], list[Unreadable | Misplaced]]:
    """Separate what can be handed over from what cannot."""
    due: list[Due] = []
    odd: list[Unreadable | Misplaced] = []
    for each in found:
        if isinstance(each, Unreadable | Misplaced):
            odd.append(each)
        else:
            due.append(each)
    return due, odd


def _round(store: DueStore, now: datetime) -> SweepRound:
    """Return the current round; one that cannot be read is begun anew."""
    [begun] = store.load(known=[(SweepRound, SWEEP)])
    return (begun or SweepRound(SWEEP, now)).going_on(now)


def _beyond(done: SweepRound, limit: int, store: DueStore, now: datetime) -> list[Due]:
    """Return what is due after the round's place: mails wait there behind those already queued."""
    found = store.due(now, limit, done.place) if limit and done.place else []
    return _told_apart(found)[0]


def _remember(done: SweepRound, store: DueStore) -> None:
    unit = store.unit()
    unit.save(done)
    try:
        unit.commit()
    except Stale:
        return  # Two sweeps at once: what both hand over is sent once.
    except UnreadableItem:
        anew = store.unit()
        anew.overwrite(done)
        anew.commit()


def _hand_over(entities: list[Due], queues: Queues, now: datetime | None = None) -> int:
    mails = [entity for entity in entities if not isinstance(entity, Document)]
    documents = [entity for entity in entities if isinstance(entity, Document)]
    if mails:
        queues.hand_over("mail", mails, now)
    if documents:
        queues.hand_over("documents", documents, now)
    return len(entities)
