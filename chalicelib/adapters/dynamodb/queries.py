"""Reads of the table: by key and by query, page after page."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from ...domain.calls import Call
from ...domain.people.participants import Participant
from ...domain.unreadable import Unreadable, ensure_readable
from . import partitions
from .codec import Item, from_item_of_any_release, key_item
from .patience import Patience
from .unit import Unit

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

T = TypeVar("T")
BATCH = 100  # BatchGetItem's limit
LONGEST_ID = 240  # characters, of four bytes at most: a key has a thousand
WRITTEN_AT_ONCE = 25  # BatchWriteItem's limit


class Queries:
    """`new_client` is called at first use, so that importing costs nothing.

    `correlation` identifies the request being answered: the outbox remembers it. `patience`, like a
    store, belongs to one story. `unreadable` is called with the items that a call could not read.
    """

    def __init__(
        self,
        new_client: Callable[[], "DynamoDBClient"],
        table: str,
        correlation: Callable[[], str] = str,
        patience: Patience | None = None,
        unreadable: Callable[[list[Unreadable]], None] = lambda _items: None,
    ) -> None:
        self._new_client, self._table, self._correlation = new_client, table, correlation
        self._patience, self._unreadable = patience or Patience(), unreadable
        self._made: DynamoDBClient | None = None

    @property
    def _client(self) -> "DynamoDBClient":
        self._made = self._made or self._new_client()
        return self._made

    def unit(self) -> Unit:
        tools = self._patience, self._decided_about
        return Unit(self._client, self._table, self._correlation(), *tools)

    def load(
        self, *wanted: tuple[type[Any], str], known: Iterable[tuple[type[Any], str]] = ()
    ) -> Any:
        """Return the entities asked for as (type, id), in order; None where there is none.

        One call. An id that is empty, or longer than any, stands for nothing and costs nothing.
        Reads are strongly consistent; versions catch what changes between two of them. The port
        says of what type each is.

        The story decides on what is `wanted`: raises UnreadableItem. What is `known` is only shown:
        an item that cannot be read is None too.
        """
        found = self.load_any(*wanted, *known)
        ensure_readable(found[: len(wanted)])
        return tuple(None if isinstance(each, Unreadable) else each for each in found)

    def load_any(self, *wanted: tuple[type[Any], str]) -> list[Any]:
        """Return the same, with Unreadable in the place of what cannot be read."""
        keys = [
            key_item(entity, identifier) if 0 < len(identifier) <= LONGEST_ID else None
            for entity, identifier in wanted
        ]
        found = self._by_place(filter(None, keys))
        return self._followed([found.get(place(key)) if key else None for key in keys])

    def _followed(self, found: list[Any]) -> list[Any]:
        """Return who remains in the place of who was merged into them: one call more, if any was.

        Each id leads to who remains, so that what is theirs stays where it is.
        """
        into = {each.merged_into for each in found if _is_merged(each)}
        if not into:
            return found
        people = self._by_place(key_item(Participant, each) for each in sorted(into))
        return [people.get(_led_to(each)) if _is_merged(each) else each for each in found]

    def _by_place(self, keys: Iterable[Item]) -> dict[tuple[str, str], Any]:
        items = list(self._batch(keys))
        return dict(zip(map(place, items), self._read(items), strict=True))

    def one(self, entity: type[T], identifier: str) -> T | None:
        found: T | None = self.load((entity, identifier))[0]
        return found

    def _between(self, partition: str, since: datetime, until: datetime) -> list[Any]:
        condition = "timeline_pk = :pk AND timeline_sk BETWEEN :since AND :until"
        values = {
            ":pk": partition,
            ":since": partitions.stamp(since),
            ":until": partitions.stamp(until),
        }
        return self._query(condition, values, index=partitions.TIMELINE)

    def _query(
        self,
        condition: str,
        values: dict[str, str],
        index: str | None = None,
        consistent: bool = False,
    ) -> list[Any]:
        return self._readable(self._pages(self._request(condition, values, index, consistent)))

    def _latest(self, index: str, partition: str, before: str, limit: int) -> tuple[list[Any], str]:
        """Return the latest before a place, and the place before which the rest is, or ""."""
        place = f"{index}_sk"
        values = {":pk": partition, ":before": before or "9"}
        request = self._request(f"{index}_pk = :pk AND {place} < :before", values, index=index)
        page = self._ask({**request, "ScanIndexForward": False, "Limit": limit + 1})
        listed, more = page["Items"][:limit], page["Items"][limit:]
        return self._readable(listed), str(listed[-1][place]["S"]) if more else ""

    def _readable(self, items: Iterable[Item]) -> list[Any]:
        """Return the entities of many items, without those that cannot be read."""
        return [each for each in self._read(items) if not isinstance(each, Unreadable)]

    def _decided_about(self, items: Iterable[Item]) -> list[Any]:
        """Return the entities of items that a story decides on. Raises UnreadableItem."""
        found = self._read(items)
        ensure_readable(found)
        return found

    def _read(self, items: Iterable[Item]) -> list[Any]:
        found = [from_item_of_any_release(item) for item in items]
        self._tell([each for each in found if isinstance(each, Unreadable)])
        return found

    def _tell(self, unreadable: list[Unreadable]) -> None:
        if unreadable:
            self._unreadable(unreadable)

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
        for page in self._raw_pages(request):
            yield from page["Items"]
            count += len(page["Items"])
            if limit and count >= limit:
                return
            if limit:
                request["Limit"] = limit - count

    def _raw_pages(self, request: dict[str, Any]) -> Iterator[Any]:
        while True:
            page = self._ask(request)
            yield page
            if "LastEvaluatedKey" not in page:
                return
            request["ExclusiveStartKey"] = page["LastEvaluatedKey"]

    def _ask(self, request: dict[str, Any]) -> Any:
        return self._patience.tried(partial(self._client.query, **request))

    def _batch(self, keys: Iterable[Item]) -> Iterator[Item]:
        unique = list({place(key): key for key in keys}.values())
        for first in range(0, len(unique), BATCH):
            left: Any = {
                self._table: {"Keys": unique[first : first + BATCH], "ConsistentRead": True}
            }
            yield from self._all_of(left)

    def _all_of(self, left: Any) -> Iterator[Item]:
        """Yield the items asked for, in as many calls as a busy table needs. Raises Busy."""
        in_vain = 0
        while left:
            ask = partial(self._client.batch_get_item, RequestItems=left)
            page = self._patience.tried(ask, Call.READ)
            found: list[Any] = page["Responses"].get(self._table, [])
            yield from found
            left = page.get("UnprocessedKeys")
            in_vain = 0 if found else in_vain + 1
            if left:
                self._patience.pause(in_vain)

    def _write_all(self, requests: list[Item]) -> None:
        """Make at most `WRITTEN_AT_ONCE` writes that no condition holds back. Raises Busy."""
        left: Any = {self._table: requests}
        in_vain = 0
        while left:
            write = partial(self._client.batch_write_item, RequestItems=left)
            left = self._patience.tried(write).get("UnprocessedItems")
            if left:
                self._patience.pause(in_vain)
                in_vain += 1


def _is_merged(entity: Any) -> bool:
    return isinstance(entity, Participant) and bool(entity.merged_into)


def _led_to(merged: Participant) -> tuple[str, str]:
    return place(key_item(Participant, merged.merged_into))


def place(item: Item) -> tuple[str, str]:
    """Return the key of an item, to tell it from others."""
    return item["pk"]["S"], item["sk"]["S"]
