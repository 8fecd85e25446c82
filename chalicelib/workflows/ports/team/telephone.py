"""What stories of the calls to make ask of the table."""

from collections.abc import Iterator
from datetime import datetime
from typing import Protocol

from ....domain.telephone.phone_calls import PhoneCall
from ..loading import Loading


class TelephoneStore(Loading, Protocol):
    """The calls to make, the pressing ones first, then by time.

    Each comes with its place; `after` is a place that was returned, or "". A pressing one may be
    for later. What is read at once is a page of theirs: who stops asking pays for no more.
    """

    def calls_to_make(self, now: datetime, after: str) -> Iterator[tuple[str, PhoneCall]]:
        """Yield those of everybody, from an index, a moment late; of the others those due."""

    def calls_of(
        self, adviser_id: str, now: datetime, after: str
    ) -> Iterator[tuple[str, PhoneCall]]:
        """Yield those of one adviser, or of nobody (""), from the same index."""
