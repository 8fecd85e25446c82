"""What came due and cannot be read, or needs what cannot be: set aside, and looked at again each
hour. A newer release may read it, or somebody mended it; nothing else waits for that."""

from datetime import datetime

from ...domain.mail.due import Due
from ...domain.unreadable import Unreadable, UnreadableItem
from ..ports import Store

AT_ONCE = 1000
"""Set aside in one sweep, which has a minute: the next one goes on."""

LOOKED_AT = 100
"""Looked at again in one sweep."""


def set_aside(
    kind: str, identifier: str, error: UnreadableItem, *, store: Store, now: datetime
) -> bool:
    """What a queue's record is of, because its story met what cannot be read. Whether it waited
    for a time."""
    return store.set_aside(store.place(kind, identifier), error.item, now)


def set_all_aside(items: list[Unreadable], store: Store, now: datetime) -> None:
    """What a sweep found due and could not read."""
    for item in items[:AT_ONCE]:
        store.set_aside(item, item, now)


def look_again(store: Store, now: datetime) -> tuple[list[Due], int]:
    """What can be read waits for its time again, and is to be handed over. The others wait another
    hour. Gives these, and how many were set aside, counted up to a thousand."""
    held = store.aside(AT_ONCE)
    back: list[Due] = []
    for each in [each for each in held if each.again_at <= now][:LOOKED_AT]:
        if each.entity is None:
            store.set_aside(each.item, each.cause, now, each.since)
        elif store.put_back(each.item, each.entity) and each.entity.next_at is not None:
            back.append(each.entity)
    return back, len(held)
