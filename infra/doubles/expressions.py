"""Evaluates DynamoDB's expressions: whether a condition holds, what an update makes."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from .grammar import Clause, Node, Refusal, read

Item = dict[str, Any]
NOWHERE = "The document path provided in the update expression is invalid for update"
ABSENT = "The provided expression refers to an attribute that does not exist in the item"
NO_NUMBER = "An operand in the update expression has an incorrect data type"


def holds(request: Any, item: Item | None, kind: str = "ConditionExpression") -> bool:
    """Return whether a request's condition holds for an item; True without a condition."""
    return kind not in request or Reading(request, item).true(read(kind, request[kind]).tree)


def updated(request: Any, item: Item | None) -> Item:
    """Return the item after an update; a new one starts with its key. Raises Refusal."""
    reading = Reading(request, item)
    clauses = read("UpdateExpression", request["UpdateExpression"]).tree
    values = [(clause, reading.new_value(clause)) for clause in clauses]
    after: Item = copied(request["Key"] if item is None else item)
    for clause, value in values:
        _change(after, reading.path(clause.path), value)
    return after


def existing(item: Item, path: list[str]) -> Any:
    """Return what is at a path, or None."""
    value: Any = {"M": item}
    for part in path:
        value = value.get("M", {}).get(part) if value else None
    return value


def copied(value: Any) -> Any:
    """Copy a value in the wire format, which is dictionaries, lists and text."""
    if isinstance(value, dict):
        return {name: copied(inner) for name, inner in value.items()}
    return [copied(inner) for inner in value] if isinstance(value, list) else value


def resolved(request: Any, path: Node) -> list[str]:
    """Return a path with the names that its placeholders stand for."""
    names = request.get("ExpressionAttributeNames", {})
    return [names.get(part, part) for part in path.of]


class Reading:
    """Evaluates an expression's nodes against an item."""

    def __init__(self, request: Any, item: Item | None) -> None:
        self._request = request
        self._values = request.get("ExpressionAttributeValues", {})
        self._item = item or {}

    def path(self, node: Node) -> list[str]:
        return resolved(self._request, node)

    def true(self, node: Node) -> bool:
        match node.kind:
            case "AND" | "()":
                return all(map(self.true, node.of))
            case "OR":
                return any(map(self.true, node.of))
            case "NOT":
                return not self.true(node.of[0])
            case "attribute_exists":
                return self.value(node.of[0]) is not None
            case "attribute_not_exists":
                return self.value(node.of[0]) is None
        return COMPARISONS[node.kind](*map(self.value, node.of))

    def value(self, node: Node) -> Any:
        """Return a node's value in DynamoDB's wire format; None if there is none."""
        match node.kind:
            case "value":
                return self._values[node.of[0]]
            case "path":
                return existing(self._item, self.path(node))
            case "size":
                held = self.value(node.of[0])
                return None if held is None else {"N": str(len(next(iter(held.values()))))}
            case "if_not_exists":
                held = self.value(node.of[0])
                return self.value(node.of[1]) if held is None else held
        return _sum(node.kind, *map(self.value, node.of))

    def new_value(self, clause: Clause) -> Any:
        if clause.operand is None:
            return None
        value = self.value(clause.operand)
        if clause.action == "ADD":
            return _sum("+", self.value(clause.path) or {"N": "0"}, value)
        if value is None:
            raise Refusal(ABSENT)
        return value


def _change(item: Item, path: list[str], value: Any) -> None:
    *parents, last = path
    place = item if not parents else (existing(item, parents) or {}).get("M")
    if place is None:
        raise Refusal(NOWHERE)
    if value is None:
        place.pop(last, None)
    else:
        place[last] = copied(value)


def _sum(sign: str, left: Any, right: Any) -> Item:
    if left is None or right is None:
        raise Refusal(ABSENT)
    if {*left, *right} != {"N"}:
        raise Refusal(NO_NUMBER)
    one, other = Decimal(left["N"]), Decimal(right["N"])
    return {"N": str(one + other if sign == "+" else one - other)}


def _ordered(test: Callable[[Any, Any], bool]) -> Callable[[Any, Any], bool]:
    def compared(left: Any, right: Any) -> bool:
        if left is None or right is None or left.keys() != right.keys():
            return False
        ((kind, one),), ((_, other),) = left.items(), right.items()
        return test(Decimal(one), Decimal(other)) if kind == "N" else test(one, other)

    return compared


_equal = _ordered(lambda one, other: bool(one == other))
_at_most = _ordered(lambda one, other: bool(one <= other))
COMPARISONS: dict[str, Callable[..., bool]] = {
    "=": _equal,
    "<>": lambda one, other: not _equal(one, other),
    "<": _ordered(lambda one, other: bool(one < other)),
    "<=": _at_most,
    ">": _ordered(lambda one, other: bool(one > other)),
    ">=": _ordered(lambda one, other: bool(one >= other)),
    "BETWEEN": lambda one, low, high: _at_most(low, one) and _at_most(one, high),
    "begins_with": _ordered(lambda one, other: str(one).startswith(str(other))),
}
