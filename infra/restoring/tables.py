"""Two tables compared, read page after page and written by batches."""

from collections.abc import Callable, Iterable, Iterator
from itertools import batched
from typing import Any

from chalicelib.adapters.dynamodb.codec import from_item_of_any_release
from chalicelib.domain.unreadable import Unreadable

Item = dict[str, Any]
Pair = tuple[Item, Item | None]
READ, WRITTEN = 100, 25
"""Items in one BatchGetItem, in one BatchWriteItem."""

BREATH = 1.0
"""Seconds before asking again for what DynamoDB put off."""


class Tables:
    """`person` limits it to what is held about one."""

    def __init__(self, client: Any, pause: Callable[[float], None], person: str = "") -> None:
        self._client, self._pause, self._person = client, pause, person

    def pairs(self, table: str, other: str, beside: "Tables | None" = None) -> Iterator[Pair]:
        """Yield each item of a table, with the other table's in the same place.

        `beside` reaches the other one, if that is elsewhere.
        """
        for items in batched(self.items(table), READ):
            there = {place(item): item for item in (beside or self)._held(other, items)}
            yield from ((item, there.get(place(item))) for item in items)

    def write(self, table: str, requests: Iterable[Item]) -> int:
        """Write the requests; return how many."""
        count = 0
        for batch in batched(requests, WRITTEN):
            left: Any = {table: list(batch)}
            while left:
                left = self._client.batch_write_item(RequestItems=left).get("UnprocessedItems")
                self._pause(BREATH if left else 0)
            count += len(batch)
        return count

    def add(self, table: str, item: Item) -> bool:
        """Write an item if it is missing; return whether it was."""
        return self.bring(table, item, None)

    def bring(self, table: str, item: Item, held: Item | None, beside: Item | None = None) -> bool:
        """Write an item that is missing, or whose `held` one cannot be read; return whether it was.

        It fails if `held` was mended meanwhile: that raises its version. `beside`: an update made
        with it, unless that cannot be.
        """
        put = {"TableName": table, "Item": item, **_still(held)}
        if beside and self._put_beside(put, beside):
            return True
        try:
            self._client.put_item(**put)
        except self._client.exceptions.ConditionalCheckFailedException:
            return False
        return True

    def get(self, table: str, key: Item) -> Item | None:
        found: Item | None = self._client.get_item(
            TableName=table, Key=key, ConsistentRead=True
        ).get("Item")
        return found

    def items(self, table: str) -> Iterator[Item]:
        operation = "query" if self._person else "scan"
        request: Any = {"TableName": table, "ConsistentRead": True}
        if self._person:
            request["KeyConditionExpression"] = "pk = :pk"
            request["ExpressionAttributeValues"] = {":pk": {"S": self._person}}
        for page in self._client.get_paginator(operation).paginate(**request):
            yield from page["Items"]

    def _put_beside(self, put: Item, beside: Item) -> bool:
        while True:
            try:
                self._client.transact_write_items(TransactItems=[{"Put": put}, {"Update": beside}])
            except self._client.exceptions.TransactionCanceledException as cancelled:
                reasons = cancelled.response["CancellationReasons"]
                if "TransactionConflict" not in {reason.get("Code") for reason in reasons}:
                    return False
                self._pause(BREATH)
            else:
                return True

    def _held(self, table: str, items: Iterable[Item]) -> Iterator[Item]:
        keys = [key(item) for item in items]
        left: Any = {table: {"Keys": keys, "ConsistentRead": True}}
        while left:
            page = self._client.batch_get_item(RequestItems=left)
            yield from page["Responses"].get(table, [])
            left = page.get("UnprocessedKeys")
            self._pause(BREATH if left else 0)


def key(item: Item) -> Item:
    return {"pk": item["pk"], "sk": item["sk"]}


def _still(held: Item | None) -> Item:
    """Return the condition that nothing is there, or still what is held."""
    if held is None:
        return {"ConditionExpression": "attribute_not_exists(pk)"}
    if "version" not in held:
        return {"ConditionExpression": "attribute_not_exists(version)"}
    seen = {":seen": held["version"]}
    return {"ConditionExpression": "version = :seen", "ExpressionAttributeValues": seen}


def place(item: Item) -> tuple[str, str]:
    return item["pk"]["S"], item["sk"]["S"]


def type_of(item: Item) -> str:
    """Return an item's type, or ""."""
    return text(item, "type")


def text(item: Item, name: str) -> str:
    return str(item.get(name, {}).get("S", ""))


def number(item: Item, name: str) -> int | None:
    """Return a whole number; None if there is none, or one that is not ours."""
    try:
        return int(item.get(name, {}).get("N", ""))
    except ValueError:
        return None


def readable(item: Item) -> bool:
    return not isinstance(from_item_of_any_release(item), Unreadable)
