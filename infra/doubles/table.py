"""A table in memory with the part of DynamoDB that we use, a hundred times as fast as moto.

For races, state machines and benchmarks of many thousand calls. It refuses what DynamoDB refuses,
and also what it does not implement.
"""

from collections.abc import Callable, Iterator
from itertools import islice
from threading import RLock
from typing import Any

from . import errors
from .expressions import Item, copied, holds
from .grammar import Refusal
from .items import key_names, place
from .refusals import key_condition, refuse
from .writes import ConditionFailed, failed, outcome, outcomes


class Table:
    """`around` is called before and after each call, to fail there or to let others go first.

    `written` has each item as it was written, as the table's stream does, and `changes` the names
    of the stream's events for them: INSERT or MODIFY. `noted` is called with
    each write, refused ones too: the item before and after, and whether a transaction made it.
    """

    exceptions = errors

    def __init__(self) -> None:
        self._lock = RLock()
        self._partitions: dict[str, dict[str, Item]] = {}
        self.written: list[Item] = []
        self.changes: list[str] = []
        self._tokens: set[str] = set()
        self.around: Callable[[str], None] = lambda _moment: None
        self.noted: Callable[[Item, Item, bool], None] = lambda _before, _after, _whole: None

    @property
    def items(self) -> Iterator[Item]:
        return (item for held in self._partitions.values() for item in held.values())

    def batch_get_item(self, **request: Any) -> Any:
        return self._call("BatchGetItem", self._batch, request)

    def query(self, **request: Any) -> Any:
        return self._call("Query", self._query, request)

    def scan(self, **request: Any) -> Any:
        return self._call("Scan", self._scan, request)

    def update_item(self, **request: Any) -> Any:
        return self._call("UpdateItem", self._update, request)

    def transact_write_items(self, **request: Any) -> Any:
        return self._call("TransactWriteItems", self._transact_once, request)

    def batch_write_item(self, **request: Any) -> Any:
        return self._call("BatchWriteItem", self._write_each, request)

    def _call(self, operation: str, act: Callable[[Any], Any], request: Any) -> Any:
        """Make calls one at a time, as each call of DynamoDB's is atomic."""
        self.around("before")
        with self._lock:
            try:
                refuse(operation, request)
                answer = act(request)
            except Refusal as refusal:
                raise errors.Refused(operation, str(refusal)) from None
        self.around("after")
        return copied(answer)

    def _batch(self, request: Any) -> Any:
        return {
            "Responses": {
                name: [item for item in map(self._get, asked["Keys"]) if item]
                for name, asked in request["RequestItems"].items()
            }
        }

    def _write_each(self, request: Any) -> Any:
        """Make puts and deletions, each for itself."""
        for writes in request["RequestItems"].values():
            for write in writes:
                self._write_one(write)
        return {"UnprocessedItems": {}}

    def _write_one(self, write: Any) -> None:
        if "DeleteRequest" in write:
            key = write["DeleteRequest"]["Key"]
            self.noted(self._get(key) or {}, {}, False)
            self._delete(key)
            return
        item = copied(write["PutRequest"]["Item"])
        self.noted(self._get(item) or {}, item, False)
        self._put(item)

    def _update(self, request: Any) -> Any:
        item = self._get(request["Key"])
        try:
            after = outcome(("Update", request), item)
        except ConditionFailed:
            self.noted(item or {}, item or {}, False)
            shown = copied(failed(("Update", request), item))
            raise errors.ConditionalCheckFailedException("UpdateItem", **_error(shown)) from None
        assert after is not None
        self._put(after)
        self.noted(item or {}, after, False)
        return {"Attributes": after} if request.get("ReturnValues") == "ALL_NEW" else {}

    def _transact_once(self, request: Any) -> Any:
        """Make a transaction; with a known token, change nothing."""
        token = request.get("ClientRequestToken", "")
        if token and token in self._tokens:
            return {}
        answer = self._transact(request)
        self._tokens.add(token)
        return answer

    def _transact(self, request: Any) -> Any:
        asked = [next(iter(write.items())) for write in request["TransactItems"]]
        wanted = [each.get("Item") or each["Key"] for _, each in asked]
        held = [self._get(key) for key in wanted]
        after, reasons = outcomes(asked, held)
        if reasons:
            raise errors.TransactionCanceledException(
                "TransactWriteItems",
                "Transaction cancelled, please refer cancellation reasons for specific reasons",
                CancellationReasons=copied(reasons),
            )
        for (action, each), key, before, item in zip(asked, wanted, held, after, strict=True):
            if item is None:
                self._delete(key)
            elif action != "ConditionCheck":
                self._put(copied(item))
            self.noted(before or each.get("Key", {}), item or {}, True)
        return {}

    def _get(self, key: Item) -> Item | None:
        pk, sk = place(key)
        return self._partitions.get(pk, {}).get(sk)

    def _put(self, item: Item) -> None:
        pk, sk = place(item)
        held = self._partitions.setdefault(pk, {})
        self.changes.append("MODIFY" if sk in held else "INSERT")
        self.written.append(copied(item))
        held[sk] = item

    def _delete(self, key: Item) -> None:
        pk, sk = place(key)
        self._partitions.get(pk, {}).pop(sk, None)

    def _query(self, request: Any) -> Any:
        index = request.get("IndexName", "")
        order = (key_names(index)[1], *key_names())
        backwards = request.get("ScanIndexForward") is False
        mine = sorted(
            self._held(request, index), key=lambda item: _where(item, order), reverse=backwards
        )
        if "ExclusiveStartKey" in request:
            start = _where(request["ExclusiveStartKey"], order)
            mine = [i for i in mine if _where(i, order) != start]
            mine = [i for i in mine if (_where(i, order) < start) is backwards]
        limit = request.get("Limit", len(mine) + 1)
        passing = (item for item in mine if holds(request, item, "KeyConditionExpression"))
        found = list(islice(passing, limit))
        page: Item = {"Count": len(found)}
        if request.get("Select") != "COUNT":
            page["Items"] = found
        if len(found) == limit:
            names = {*key_names(), *key_names(index)}
            page["LastEvaluatedKey"] = {name: found[-1][name] for name in names}
        return page

    def _scan(self, request: Any) -> Any:
        """Return all items that pass, in one page. Without a filter, it is for tests alone."""
        return {"Items": [i for i in self.items if holds(request, i, "FilterExpression")]}

    def _held(self, request: Any, index: str) -> list[Item]:
        """Return the items of the partition that is asked for, or all items of an index."""
        if not index:
            asked = key_condition(request, index)[key_names(index)[0]]
            return list(self._partitions.get(asked[0]["S"], {}).values())
        return [item for item in self.items if item.keys() >= set(key_names(index))]


def _where(item: Item, names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(item[name]["S"] for name in names if name in item)


def _error(reason: Item) -> Item:
    """Return a transaction's cancellation reason as the error of a single write."""
    return {"message": reason["Message"], **({"Item": reason["Item"]} if "Item" in reason else {})}
