"""What came due and cannot be read, or needs what cannot, is set aside and tried each hour.

A newer release may read it, or somebody may mend it; nothing else waits for that.
"""

from collections.abc import Callable
from datetime import datetime

from ...domain.errors import Busy
from ...domain.mail.due import Due, Misplaced, SetAside
from ...domain.unreadable import Unreadable, UnreadableItem
from ..ports import DueStore

AT_ONCE = 1000
"""How many are set aside, put right or looked at in one sweep, which has a minute."""


def set_aside(
    kind: str, identifier: str, error: UnreadableItem, *, store: DueStore, now: datetime
) -> bool:
    """Set aside the item of a queue's record, as its story met an item that cannot be read.

    Returns whether the item was waiting for a time; otherwise nothing is written.
    """
    return store.set_aside(store.place(kind, identifier), error.item, now)


def see_to(odd: list[Unreadable | Misplaced], store: DueStore, now: datetime) -> int:
    """Set aside or put right what a sweep cannot hand over; return how many were put right."""
    return sum(_seen_to(each, store, now) for each in odd[:AT_ONCE])


def _seen_to(each: Unreadable | Misplaced, store: DueStore, now: datetime) -> bool:
    if isinstance(each, Misplaced):
        return _written(lambda: store.put_right(each))
    _written(lambda: store.set_aside(each, each, now))
    return False


def look_again(store: DueStore, now: datetime) -> tuple[list[Due], int]:
    """Try again what was set aside an hour ago.

    Returns what can be read and is to be handed over, and how many were set aside, counted up to a
    thousand. The others wait another hour.
    """
    held = store.aside(AT_ONCE)
    back = [_looked_at(each, store, now) for each in held if each.again_at <= now]
    return [each for each in back if isinstance(each, Due) and each.next_at], len(held)


def _looked_at(each: SetAside, store: DueStore, now: datetime) -> object:
    """Return the entity if it can be read and is no longer set aside."""
    if each.entity is None:
        _written(lambda: store.set_aside(each.item, each.cause, now, each.since))
        return None
    return each.entity if _written(lambda: store.put_back(each.item, each.entity)) else None


def _written(write: Callable[[], bool]) -> bool:
    """Return whether it was written; what the table refuses for now is for the next sweep."""
    try:
        return write()
    except Busy:
        return False
