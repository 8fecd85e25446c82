"""A table in memory that speaks the little of DynamoDB that we use, a hundred times as fast as
moto: for races, state machines and benchmarks of many thousand calls. What it understands of
expressions, moto and DynamoDB do too: the other tests speak the same ones to moto.
"""

import copy
from collections.abc import Callable, Iterator
from itertools import islice
from threading import RLock
from typing import Any

from .expressions import Item, holds, updated


class ConditionalCheckFailedException(Exception):
    def __init__(self, item: Item | None) -> None:
        super().__init__("refused")
        self.response = {"Item": item} if item else {}


class TransactionCanceledException(Exception):
    def __init__(self, reasons: list[Item]) -> None:
        super().__init__("cancelled")
        self.response = {"CancellationReasons": reasons}


class TransactionConflictException(Exception):
    """Never raised: one call at a time."""


class Exceptions:
    ConditionalCheckFailedException = ConditionalCheckFailedException
    TransactionCanceledException = TransactionCanceledException
    TransactionConflictException = TransactionConflictException


class Table:
    """`around` is called before and after each call: to die there, or to let others go first.

    `written` has each item as it was written, as the table's stream does. `noted` hears of each
    write, refused ones too: the item before and after, and whether a transaction made it.
    """

    exceptions = Exceptions

    def __init__(self) -> None:
        self._lock = RLock()
        self._partitions: dict[str, dict[str, Item]] = {}
        self.written: list[Item] = []
        self._tokens: set[str] = set()
        self.around: Callable[[str], None] = lambda _moment: None
        self.noted: Callable[[Item, Item, bool], None] = lambda _before, _after, _whole: None

    @property
    def items(self) -> Iterator[Item]:
        return (item for held in self._partitions.values() for item in held.values())

    def batch_get_item(self, RequestItems: Any) -> Any:  # noqa: N803 - AWS's own names
        with_name = next(iter(RequestItems.items()))
        keys = with_name[1]["Keys"]
        found = self._call(lambda: [item for item in map(self._get, keys) if item])
        return {"Responses": {with_name[0]: copy.deepcopy(found)}}

    def query(self, **request: Any) -> Any:
        return self._call(lambda: self._query(request))

    def update_item(self, **request: Any) -> Any:
        def update() -> Any:
            item = self._get(request["Key"])
            if not holds(request, item):
                self.noted(item or {}, item or {}, False)
                raise ConditionalCheckFailedException(copy.deepcopy(item))
            after = self._put(updated(request, item))
            self.noted(item or {}, after, False)
            return {"Attributes": copy.deepcopy(after)}

        return self._call(update)

    def transact_write_items(self, TransactItems: Any, ClientRequestToken: str = "") -> Any:  # noqa: N803
        return self._call(lambda: self._transact_once(ClientRequestToken, TransactItems))

    def _call(self, act: Callable[[], Any]) -> Any:
        """One at a time, as each call of DynamoDB's is atomic."""
        self.around("before")
        with self._lock:
            answer = act()
        self.around("after")
        return answer

    def _transact_once(self, token: str, writes: Any) -> Any:
        """A transaction that went through changes nothing when it comes again."""
        if token and token in self._tokens:
            return {}
        answer = self._transact(writes)
        self._tokens.add(token)
        return answer

    def _transact(self, writes: Any) -> Any:
        asked = [next(iter(write.items())) for write in writes]
        places = [_place(request.get("Item") or request["Key"]) for _, request in asked]
        assert len(set(places)) == len(places) <= 100
        held = [self._get(request.get("Item") or request["Key"]) for _, request in asked]
        refused = [not holds(r, item) for (_, r), item in zip(asked, held, strict=True)]
        if any(refused):
            raise TransactionCanceledException(
                [
                    {"Code": "ConditionalCheckFailed", **({"Item": copy.deepcopy(i)} if i else {})}
                    if no
                    else {"Code": "None"}
                    for no, i in zip(refused, held, strict=True)
                ]
            )
        for (action, request), (pk, sk), item in zip(asked, places, held, strict=True):
            match action:
                case "Put":
                    self._put(copy.deepcopy(request["Item"]))
                case "Update":
                    self._put(updated(request, item))
                case "Delete":
                    del self._partitions[pk][sk]
            after = self._get(request.get("Item") or request["Key"]) or {}
            self.noted(item or request.get("Key", {}), after, True)
        return {}

    def _get(self, key: Item) -> Item | None:
        pk, sk = _place(key)
        return self._partitions.get(pk, {}).get(sk)

    def _put(self, item: Item) -> Item:
        pk, sk = _place(item)
        self._partitions.setdefault(pk, {})[sk] = item
        self.written.append(copy.deepcopy(item))
        return item

    def _query(self, request: Any) -> Any:
        prefix = f"{request['IndexName']}_" if "IndexName" in request else ""
        pk, sk = f"{prefix}pk", f"{prefix}sk"
        condition = {**request, "ConditionExpression": request["KeyConditionExpression"]}
        start = request.get("ExclusiveStartKey", {}).get(sk, {}).get("S", "")
        partition = request["ExpressionAttributeValues"][":pk"]
        held = self.items if prefix else self._partitions.get(partition["S"], {}).values()
        mine = [item for item in held if item.get(pk) == partition and item[sk]["S"] > start]
        mine.sort(key=lambda item: str(item[sk]["S"]))
        limit = request.get("Limit", len(mine) + 1)
        found = list(islice((item for item in mine if holds(condition, item)), limit))
        page = {"Items": copy.deepcopy(found), "Count": len(found)}
        return {**page, "LastEvaluatedKey": found[-1]} if len(found) == limit else page


def _place(item: Item) -> tuple[str, str]:
    return item["pk"]["S"], item["sk"]["S"]
