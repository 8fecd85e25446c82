"""Items of the table that this release cannot read: written by a newer one, or damaged."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Unreadable:
    """An item by its place in the table, which is all that is known of it. It is left alone."""

    pk: str
    sk: str


class UnreadableItem(Exception):
    """A story needs an item that cannot be read in order to decide, so it goes no further."""

    def __init__(self, item: Unreadable) -> None:
        super().__init__(f"{item.pk} {item.sk}")
        self.item = item


def ensure_readable(found: Iterable[object]) -> None:
    """Raise UnreadableItem if one of the entities cannot be read."""
    for each in found:
        if isinstance(each, Unreadable):
            raise UnreadableItem(each)
