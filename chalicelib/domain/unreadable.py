"""What this release cannot read: left behind by a newer one, or damaged."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Unreadable:
    """An item, by its place in the table: all that is sure of it. It is left alone."""

    pk: str
    sk: str


class UnreadableItem(Exception):
    """A story decides about an item that cannot be read: it goes no further, whatever it was."""

    def __init__(self, item: Unreadable) -> None:
        super().__init__(f"{item.pk} {item.sk}")
        self.item = item


def ensure_readable(found: Iterable[object]) -> None:
    """Raises UnreadableItem."""
    for each in found:
        if isinstance(each, Unreadable):
            raise UnreadableItem(each)
