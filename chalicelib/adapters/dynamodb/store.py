"""The table, as workflows see it: load by id, query by time, commit as one."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

from ...domain.bookings import Booking
from ...domain.documents import Document
from ...domain.messages import Message
from ...domain.slots import LONGEST_SLOT, Slot, slot_id
from ...domain.unreadable import Unreadable
from . import layout
from .codec import Item, from_item, from_item_of_any_release, key_item
from .unit import Unit

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

T = TypeVar("T")
BATCH = 100  # BatchGetItem's limit
READ_AT_MOST = 10_000  # free slots read for one list, whatever the theme: a bound, not a habit


class Store:
    """`new_client` is called at first use, so that importing costs nothing.

    `correlation` says what is being answered: the outbox remembers it.
    """

    def __init__(
        self,
        new_client: Callable[[], "DynamoDBClient"],
        table: str,
        correlation: Callable[[], str] = str,
    ) -> None:
        self._new_client, self._table, self._correlation = new_client, table, correlation
        self._made: DynamoDBClient | None = None

    @property
    def _client(self) -> "DynamoDBClient":
        self._made = self._made or self._new_client()
        return self._made

    def unit(self) -> Unit:
        return Unit(self._client, self._table, self._correlation())

    def load(self, *wanted: tuple[type[Any], str]) -> list[Any]:
        """The entities asked for as (type, id), in order, None where there is none. One call.

        An empty id stands for nothing and costs nothing. Reads are strongly consistent; versions
        catch what changes between two of them.
        """
        keys = [
            key_item(entity, identifier) if identifier else None for entity, identifier in wanted
        ]
        found = {_place(item): from_item(item) for item in self._batch(filter(None, keys))}
        return [found.get(_place(key)) if key else None for key in keys]

    def one(self, entity: type[T], identifier: str) -> T | None:
        found: T | None = self.load((entity, identifier))[0]
        return found

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

    def due(self, now: datetime, limit: int) -> list[Message | Document | Unreadable]:
        """What has come due, oldest first: costs what is due, whatever else waits."""
        condition = "due_pk = :pk AND due_sk <= :now"
        values = {":pk": layout.DUE_PARTITION, ":now": layout.stamp(now) + "~"}
        request = {**self._request(condition, values, index=layout.DUE), "Limit": limit}
        return [from_item_of_any_release(item) for item in self._pages(request, limit)]

    def _between(self, partition: str, since: datetime, until: datetime) -> list[Any]:
        condition = "timeline_pk = :pk AND timeline_sk BETWEEN :since AND :until"
        values = {
            ":pk": partition,
            ":since": layout.stamp(since),
            ":until": layout.stamp(until),
        }
        return self._query(condition, values, index=layout.TIMELINE)

    def _query(
        self,
        condition: str,
        values: dict[str, str],
        index: str | None = None,
        consistent: bool = False,
    ) -> list[Any]:
        request = self._request(condition, values, index, consistent)
        return [from_item(item) for item in self._pages(request)]

    def _request(
        self,
        condition: str,
        values: dict[str, str],
        index: str | None = None,
        consistent: bool = False,
    ) -> dict[str, Any]:
        request: dict[str, Any] = {
            "TableName": self._table,
            "KeyConditionExpression": condition,
            "ExpressionAttributeValues": {name: {"S": value} for name, value in values.items()},
            "ConsistentRead": consistent,
        }
        if index:
            request["IndexName"] = index
        return request

    def _pages(self, request: dict[str, Any], limit: int | None = None) -> Iterator[Item]:
        count = 0
        while True:
            page = self._client.query(**request)
            yield from page["Items"]
            count += len(page["Items"])
            if "LastEvaluatedKey" not in page or (limit and count >= limit):
                return
            request["ExclusiveStartKey"] = page["LastEvaluatedKey"]
            if limit:
                request["Limit"] = limit - count

    def _batch(self, keys: Iterable[Item]) -> Iterator[Item]:
        unique = list({_place(key): key for key in keys}.values())
        for first in range(0, len(unique), BATCH):
            left: Any = {
                self._table: {"Keys": unique[first : first + BATCH], "ConsistentRead": True}
            }
            while left:
                page = self._client.batch_get_item(RequestItems=left)
                yield from page["Responses"].get(self._table, [])
                left = page.get("UnprocessedKeys")


def _place(item: Item) -> tuple[str, str]:
    return item["pk"]["S"], item["sk"]["S"]


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
