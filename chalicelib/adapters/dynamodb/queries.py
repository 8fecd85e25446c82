"""How the table is asked: by keys, by query, page after page."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from . import layout
from .codec import Item, from_item, key_item
from .patience import Patience
from .unit import Unit

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

T = TypeVar("T")
BATCH = 100  # BatchGetItem's limit


class Queries:
    """`new_client` is called at first use, so that importing costs nothing.

    `correlation` says what is being answered: the outbox remembers it. `patience` is that of one
    story: so is a store.
    """

    def __init__(
        self,
        new_client: Callable[[], "DynamoDBClient"],
        table: str,
        correlation: Callable[[], str] = str,
        patience: Patience | None = None,
    ) -> None:
        self._new_client, self._table, self._correlation = new_client, table, correlation
        self._patience = patience or Patience()
        self._made: DynamoDBClient | None = None

    @property
    def _client(self) -> "DynamoDBClient":
        self._made = self._made or self._new_client()
        return self._made

    def unit(self) -> Unit:
        return Unit(self._client, self._table, self._correlation(), self._patience)

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
        unique = list({_place(key): key for key in keys}.values())
        for first in range(0, len(unique), BATCH):
            left: Any = {
                self._table: {"Keys": unique[first : first + BATCH], "ConsistentRead": True}
            }
            yield from self._all_of(left)

    def _all_of(self, left: Any) -> Iterator[Item]:
        """What is asked for, in as many calls as a busy table takes. Raises Busy."""
        in_vain = 0
        while left:
            ask = partial(self._client.batch_get_item, RequestItems=left)
            page = self._patience.tried(ask)
            found: list[Any] = page["Responses"].get(self._table, [])
            yield from found
            left = page.get("UnprocessedKeys")
            in_vain = 0 if found else in_vain + 1
            if left:
                self._patience.pause(in_vain)


def _place(item: Item) -> tuple[str, str]:
    return item["pk"]["S"], item["sk"]["S"]
