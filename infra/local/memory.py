"""A table in memory that speaks the little of DynamoDB that we use, a hundred times as fast as
moto: for races, state machines and benchmarks of many thousand calls. What it understands of
expressions, moto and DynamoDB do too: the other tests speak the same ones to moto.
"""

import copy
import re
from collections.abc import Callable, Iterator
from itertools import islice
from threading import RLock
from typing import Any

Item = dict[str, Any]
TOKEN = re.compile(r"<=|>=|[()=<>,+-]|[:#\w.]+")


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
            if not _holds(request, item):
                self.noted(item or {}, item or {}, False)
                raise ConditionalCheckFailedException(copy.deepcopy(item))
            after = self._put(_updated(request, item))
            self.noted(item or {}, after, False)
            return {"Attributes": copy.deepcopy(after)}

        return self._call(update)

    def transact_write_items(self, TransactItems: Any) -> Any:  # noqa: N803
        return self._call(lambda: self._transact(TransactItems))

    def _call(self, act: Callable[[], Any]) -> Any:
        """One at a time, as each call of DynamoDB's is atomic."""
        self.around("before")
        with self._lock:
            answer = act()
        self.around("after")
        return answer

    def _transact(self, writes: Any) -> Any:
        asked = [next(iter(write.items())) for write in writes]
        places = [_place(request.get("Item") or request["Key"]) for _, request in asked]
        assert len(set(places)) == len(places) <= 100
        held = [self._get(request.get("Item") or request["Key"]) for _, request in asked]
        refused = [not _holds(r, item) for (_, r), item in zip(asked, held, strict=True)]
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
                    self._put(_updated(request, item))
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
        found = list(islice((item for item in mine if _holds(condition, item)), limit))
        page = {"Items": copy.deepcopy(found), "Count": len(found)}
        return {**page, "LastEvaluatedKey": found[-1]} if len(found) == limit else page


def _place(item: Item) -> tuple[str, str]:
    return item["pk"]["S"], item["sk"]["S"]


class Reader:
    """Reads an expression, once, against an item."""

    def __init__(self, text: str, request: Any, item: Item | None) -> None:
        self._tokens = TOKEN.findall(text)
        self._names = request.get("ExpressionAttributeNames", {})
        self._values = request.get("ExpressionAttributeValues", {})
        self._item = item or {}
        self._at = 0

    @property
    def next(self) -> str:
        return str(self._tokens[self._at]) if self._at < len(self._tokens) else ""

    def take(self, expected: str = "") -> str:
        token = self.next
        assert not expected or token == expected, (token, expected, self._tokens)
        self._at += 1
        return token

    def condition(self) -> bool:
        value = self._all_of()
        while self.next == "OR":
            self.take()
            value = self._all_of() or value
        return value

    def _all_of(self) -> bool:
        value = self._one()
        while self.next == "AND":
            self.take()
            value = self._one() and value
        return value

    def _one(self) -> bool:
        if self.next == "(":
            self.take()
            value = self.condition()
            self.take(")")
            return value
        if self.next in ("attribute_exists", "attribute_not_exists"):
            wanted = self.take() == "attribute_exists"
            return (self._argument() is not None) == wanted
        left, sign = self.operand(), self.take()
        right = self.operand()
        if sign == "BETWEEN":
            self.take("AND")
            last = self.operand()
            return _compared(left, ">=", right) and _compared(left, "<=", last)
        return _compared(left, sign, right)

    def operand(self) -> Any:
        value = self._term()
        while self.next in ("+", "-"):
            sign, amount = self.take(), int(self._term()["N"])
            value = {"N": str(int(value["N"]) + (amount if sign == "+" else -amount))}
        return value

    def _term(self) -> Any:
        if self.next == "size":
            self.take()
            held = self._argument()
            return None if held is None else {"N": str(len(next(iter(held.values()))))}
        if self.next == "if_not_exists":
            self.take()
            self.take("(")
            held = self.operand()
            self.take(",")
            other = self.operand()
            self.take(")")
            return other if held is None else held
        token = self.take()
        return self._values[token] if token.startswith(":") else found(self._item, self.path(token))

    def path(self, token: str) -> list[str]:
        return [self._names.get(part, part) for part in token.split(".")]

    def _argument(self) -> Any:
        self.take("(")
        value = found(self._item, self.path(self.take()))
        self.take(")")
        return value

    def clauses(self) -> Iterator[tuple[str, list[str], Any]]:
        """Of an update: what it sets, to what; what it removes."""
        action = ""
        while self.next:
            if self.next in ("SET", "REMOVE"):
                action = self.take()
            path = self.path(self.take())
            if action == "SET":
                self.take("=")
            yield action, path, self.operand() if action == "SET" else None
            if self.next == ",":
                self.take()


def _holds(request: Any, item: Item | None) -> bool:
    return Reader(request["ConditionExpression"], request, item).condition()


def _updated(request: Any, item: Item | None) -> Item:
    assert item is not None
    after = copy.deepcopy(item)
    for action, path, value in list(Reader(request["UpdateExpression"], request, item).clauses()):
        *parents, last = path
        place = after
        for parent in parents:
            place = place[parent]["M"]
        if action == "SET":
            assert value is not None, path
            place[last] = copy.deepcopy(value)
        else:
            place.pop(last, None)
    return after


def found(item: Item, path: list[str]) -> Any:
    """What is at a path, or None."""
    value: Any = {"M": item}
    for part in path:
        value = value.get("M", {}).get(part) if value else None
    return value


def _compared(left: Any, sign: str, right: Any) -> bool:
    if left is None or right is None or left.keys() != right.keys():
        return False
    ((kind, one),), ((_, other),) = left.items(), right.items()
    if kind == "N":
        one, other = int(one), int(other)
    match sign:
        case "=":
            return bool(one == other)
        case "<":
            return bool(one < other)
        case "<=":
            return bool(one <= other)
        case ">":
            return bool(one > other)
        case ">=":
            return bool(one >= other)
    raise AssertionError(sign)
