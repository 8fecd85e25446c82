"""The table, as workflows see it: load by id, query by time, commit as one."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from ...domain.bookings import Booking
from ...domain.due import Due
from ...domain.slots import LONGEST_SLOT, Slot, slot_id
from ...domain.sweeps import Place
from ...domain.unreadable import Unreadable
from . import layout
from .codec import Item, from_item, from_item_of_any_release
from .event_store import EventStore

READ_AT_MOST = 10_000  # free slots read for one list, whatever the theme: a bound, not a habit


class Store(EventStore):
    """All of it; `EventStore` has what is of events."""

    def person(self, person_id: str) -> list[Any]:
        """Everything held about one person."""
        values = {":pk": layout.person(person_id)}
        request = self._request("pk = :pk", values, consistent=True)
        return [from_item_of_any_release(item) for item in self._pages(request)]

    def open_slots(self, now: datetime, limit: int, wanted: Callable[[Slot], bool]) -> list[Slot]:
        """The next bookable slots that are wanted, soonest first."""
        condition = "timeline_pk = :pk AND timeline_sk > :now"
        values = {":pk": layout.OPEN_SLOTS, ":now": layout.stamp(now) + "~"}
        request = self._request(condition, values, index=layout.TIMELINE)
        slots = (from_item(item) for item in self._pages(request, READ_AT_MOST))
        return list(islice((slot for slot in slots if wanted(slot)), limit))

    def open_slots_between(self, since: datetime, until: datetime) -> list[Slot]:
        return self._between(layout.OPEN_SLOTS, since, until)

    def agenda(self, since: datetime, until: datetime) -> list[Booking]:
        """Sessions that start from `since` to before `until` (UTC), soonest first."""
        found: list[Booking] = []
        for partition in _months(since, until):
            found += self._between(partition, since, until)
        return found

    def adviser_slots(self, adviser_id: str, since: datetime, until: datetime) -> list[Slot]:
        """An adviser's slots that may overlap a time, strongly consistent."""
        earliest = slot_id(adviser_id, since - timedelta(minutes=LONGEST_SLOT))
        first, last = (
            layout.LAYOUTS[Slot].sk(i) for i in (earliest, slot_id(adviser_id, until) + "~")
        )
        condition = "pk = :pk AND sk BETWEEN :first AND :last"
        values = {":pk": layout.person(adviser_id), ":first": first, ":last": last}
        return self._query(condition, values, consistent=True)

    def due(self, now: datetime, limit: int, after: Place | None = None) -> list[Due | Unreadable]:
        """What has come due, oldest first: costs what is due, whatever else waits.

        `after`: only what comes behind that place.
        """
        asked = {":now": layout.stamp(now) + "~"}
        asked[":after"] = f"{layout.stamp(after[0])}#{after[1]} " if after else " "
        found = [item for each in layout.DUE_PARTITIONS for item in self._due(each, asked, limit)]
        found.sort(key=lambda item: str(item["due_sk"]["S"]))
        return [from_item_of_any_release(item) for item in found[:limit]]

    def _due(self, partition: str, asked: dict[str, str], limit: int) -> Iterator[Item]:
        condition = "due_pk = :pk AND due_sk BETWEEN :after AND :now"
        values = {":pk": partition, **asked}
        request = {**self._request(condition, values, index=layout.DUE), "Limit": limit}
        return self._pages(request, limit)


def _months(since: datetime, until: datetime) -> Iterator[str]:
    partition, last = layout.agenda_partition(since), layout.agenda_partition(until)
    moment = since
    while True:
        yield partition
        if partition >= last:
            return
        while layout.agenda_partition(moment) == partition:
            moment += timedelta(days=1)
        partition = layout.agenda_partition(moment)
