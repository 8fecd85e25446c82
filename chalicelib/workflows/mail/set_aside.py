"""What came due and cannot be read, or needs what cannot be: set aside, and looked at again each
hour. A newer release may read it, or somebody mended it; nothing else waits for that."""

from collections.abc import Callable
from datetime import datetime

from ...domain.errors import Busy
from ...domain.mail.due import Due, Misplaced, SetAside
from ...domain.unreadable import Unreadable, UnreadableItem
from ..ports import Store

AT_ONCE = 1000
"""Set aside or put right in one sweep, and looked at again: it has a minute. The next goes on."""


def set_aside(
    kind: str, identifier: str, error: UnreadableItem, *, store: Store, now: datetime
) -> bool:
    """What a queue's record is of, because its story met what cannot be read. Whether it waited
    for a time."""
    return store.set_aside(store.place(kind, identifier), error.item, now)


def see_to(odd: list[Unreadable | Misplaced], store: Store, now: datetime) -> int:
    """What a sweep found in the index of what is due and cannot hand over. How many were misplaced
    and now stand where they should."""
    return sum(_seen_to(each, store, now) for each in odd[:AT_ONCE])


def _seen_to(each: Unreadable | Misplaced, store: Store, now: datetime) -> bool:
    if isinstance(each, Misplaced):
        return _written(lambda: store.put_right(each))
    _written(lambda: store.set_aside(each, each, now))
    return False


def look_again(store: Store, now: datetime) -> tuple[list[Due], int]:
    """What can be read waits for its time again, and is to be handed over. The others wait another
    hour. Gives these, and how many were set aside, counted up to a thousand."""
    held = store.aside(AT_ONCE)
    back = [_looked_at(each, store, now) for each in held if each.again_at <= now]
    return [each for each in back if isinstance(each, Due) and each.next_at], len(held)


def _looked_at(each: SetAside, store: Store, now: datetime) -> object:
    """What can be read again, and no longer is set aside."""
    if each.entity is None:
        _written(lambda: store.set_aside(each.item, each.cause, now, each.since))
        return None
    return each.entity if _written(lambda: store.put_back(each.item, each.entity)) else None


def _written(write: Callable[[], bool]) -> bool:
    """One that the table refuses for now is seen to by the next sweep."""
    try:
        return write()
    except Busy:
        return False
