"""DynamoDB's expressions, the little that we use of them, read against an item."""

import copy
import re
from collections.abc import Iterator
from typing import Any

Item = dict[str, Any]
TOKEN = re.compile(r"<=|>=|[()=<>,+-]|[:#\w.]+")


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


def holds(request: Any, item: Item | None) -> bool:
    return Reader(request["ConditionExpression"], request, item).condition()


def updated(request: Any, item: Item | None) -> Item:
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
