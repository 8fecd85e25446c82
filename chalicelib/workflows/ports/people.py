"""What stories of people ask of the table."""

from typing import Any, Protocol

from .loading import Records


class PeopleStore(Records, Protocol):
    """All that is held about one person."""

    def person(self, person_id: str) -> list[Any]:
        """Return all of it, of every kind, in no order of note; consistent.

        Raises UnreadableItem if the item that says who they are cannot be read.
        """
