"""What stories of the team's list of people ask of the table."""

from typing import Protocol

from .loading import Records


class DirectoryStore(Records, Protocol):
    """By what people are found."""

    def spots(self, beginning: str, after: str, limit: int) -> list[str]:
        """Return where keys are that begin so, behind one of them, `limit` at most; consistent.

        In order of keys, then of names. `after`: a place that was returned, or "".
        """
