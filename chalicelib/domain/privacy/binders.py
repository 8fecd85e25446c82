"""The binder: the proof of somebody's day on paper, and the file that it is drawn to."""

import hashlib
from dataclasses import dataclass

from ..ids import mark_of, owned, owner_of, tail_of

BINDER = "binder"
"""The owner in the id of a binder, where other ids have a person."""


@dataclass(frozen=True)
class PrintedBinder:
    """One binder, of one person; `digest` tells it from what another day or hour said.

    `id` names it on the queue; `correlation` is the request behind it. Both files go within a day
    of themselves, and with the person.
    """

    person_id: str
    digest: str
    correlation: str = ""

    @property
    def id(self) -> str:
        return owned(BINDER, self.person_id, self.digest)

    @property
    def page_key(self) -> str:
        """The key of what is to be drawn."""
        return f"{binders_of(self.person_id)}{self.digest}.html"

    @property
    def key(self) -> str:
        """The key of the PDF."""
        return f"{binders_of(self.person_id)}{self.digest}.pdf"

    @staticmethod
    def read(identifier: str) -> "PrintedBinder | None":
        """Return the binder that an id names, or None if it names something else."""
        if owner_of(identifier) != BINDER:
            return None
        return PrintedBinder(mark_of(identifier), tail_of(identifier))


def printed(person_id: str, pages: str, correlation: str = "") -> PrintedBinder:
    """Return where the pages of a binder, as HTML, are drawn to."""
    return PrintedBinder(person_id, hashlib.sha256(pages.encode()).hexdigest()[:20], correlation)


def binders_of(person_id: str) -> str:
    """Return how the keys of all binders of a person begin."""
    return f"binders/{owned(person_id, '')}"
