"""What the nightly round of retention asks of the table."""

from typing import Any, Protocol

from .loading import Records


class RetentionStore(Records, Protocol):
    """The whole table, a page at a time."""

    def everything(self, cursor: str) -> tuple[list[Any], str]:
        """Return the next items, and the cursor after them, "" at the end.

        By a scan, for the night; what cannot be read is not kept in mind, and so stays.
        """
