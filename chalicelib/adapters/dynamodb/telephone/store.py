"""The calls to make, from two sparse indexes: of everybody, and by whose they are."""

from collections.abc import Iterator
from datetime import datetime

from ....domain.telephone.phone_calls import PhoneCall
from .. import partitions
from ..queries import Queries

PAGE = 40
"""Calls read at once."""


class TelephoneStore(Queries):
    def calls_to_make(self, now: datetime, after: str) -> Iterator[tuple[str, PhoneCall]]:
        """Yield the calls of everybody behind a place, each with its own, page after page."""
        yield from self._calls(partitions.DUE, partitions.CALLS, now, after)

    def calls_of(
        self, adviser_id: str, now: datetime, after: str
    ) -> Iterator[tuple[str, PhoneCall]]:
        """Yield the same of an adviser, or of nobody ("")."""
        yield from self._calls(partitions.TIMELINE, partitions.calls_of(adviser_id), now, after)

    def _calls(
        self, index: str, partition: str, now: datetime, after: str
    ) -> Iterator[tuple[str, PhoneCall]]:
        condition = f"{index}_pk = :pk AND {index}_sk BETWEEN :after AND :now"
        first = f"{after} " if after else " "
        last = f"{partitions.call_rank(pressing=False)}{partitions.stamp(now)}~"
        if first > last:  # no place of ours: the table would refuse it
            return
        values = {":pk": partition, ":after": first, ":now": last}
        request = {**self._request(condition, values, index=index), "Limit": PAGE}
        for item in self._pages(request):
            for call in self._readable([item]):
                yield item[f"{index}_sk"]["S"], call
