"""What DynamoDB refuses of a request before it looks at the table; `writes.py` has the rest.

One implementation for all the doubles that are not strict by themselves. If a test passes on them
and fails on AWS, a check is missing here.
"""

from collections.abc import Callable, Iterable
from itertools import combinations
from typing import Any

from . import items
from .expressions import resolved
from .grammar import Clause, Node, Refusal, read

TRANSACTION_ITEMS = BATCH_KEYS = 100
BATCH_WRITES = 25
CONDITIONS = ("ConditionExpression", "FilterExpression", "KeyConditionExpression")
EXPRESSIONS = (*CONDITIONS, "UpdateExpression")
PLACEHOLDERS = {"ExpressionAttributeNames": "name", "ExpressionAttributeValues": "value"}
ON_SORT_KEY = {"=", "<", "<=", ">", ">=", "BETWEEN", "begins_with"}

Request = dict[str, Any]


def refuse(operation: str, request: Request) -> None:
    """Check a request. Raises Refusal for what AWS would answer with a ValidationException."""
    if operation in CHECKS:
        CHECKS[operation](request)


def _put(request: Request) -> None:
    _expressions(request)
    items.check_item(request["Item"])


def _update(request: Request) -> None:
    _of_one(request)
    if "UpdateExpression" not in request:
        return
    clauses = read("UpdateExpression", request["UpdateExpression"]).tree
    paths = [resolved(request, clause.path) for clause in clauses]
    for path in paths:
        if path[0] in items.key_names():
            raise Refusal(f"Cannot update attribute {path[0]}. This attribute is part of the key")
    for one, other in combinations(paths, 2):
        shorter = min(len(one), len(other))
        if one[:shorter] == other[:shorter]:
            raise Refusal(
                "Invalid UpdateExpression: Two document paths overlap with each other;"
                f" must remove or rewrite one of these paths; path one: {one}, path two: {other}"
            )
    for clause in clauses:
        _numbers(request, clause)


def _of_one(request: Request) -> None:
    _expressions(request)
    items.check_key(request["Key"])


def _transaction(request: Request) -> None:
    asked = [next(iter(write.items())) for write in request["TransactItems"]]
    if not 1 <= len(asked) <= TRANSACTION_ITEMS:
        raise Refusal(f"Member must have length from 1 to {TRANSACTION_ITEMS}: transactItems")
    for action, each in asked:
        WRITES[action](each)
    _once(
        ((each["TableName"], *items.place(each.get("Item") or each["Key"])) for _, each in asked),
        "Transaction request cannot include multiple operations on one item",
    )


def _batch(request: Request) -> None:
    keys = [key for table in request["RequestItems"].values() for key in table["Keys"]]
    if not 1 <= len(keys) <= BATCH_KEYS:
        raise Refusal(f"Member must have length from 1 to {BATCH_KEYS}: keys")
    for key in keys:
        items.check_key(key)
    _once(map(items.place, keys), "Provided list of item keys contains duplicates")


def _batch_of_writes(request: Request) -> None:
    asked = [write for writes in request["RequestItems"].values() for write in writes]
    if not 1 <= len(asked) <= BATCH_WRITES:
        raise Refusal(f"Member must have length from 1 to {BATCH_WRITES}: requestItems")
    puts = [write["PutRequest"]["Item"] for write in asked if "PutRequest" in write]
    keys = [write["DeleteRequest"]["Key"] for write in asked if "DeleteRequest" in write]
    for item in puts:
        items.check_item(item)
    for key in keys:
        items.check_key(key)
    _once(map(items.place, puts + keys), "Provided list of item keys contains duplicates")


def _query(request: Request) -> None:
    _expressions(request)
    index = request.get("IndexName", "")
    if index and request.get("ConsistentRead"):
        raise Refusal("Consistent reads are not supported on global secondary indexes")
    if "KeyConditionExpression" in request:
        for name, values in key_condition(request, index).items():
            for value in values:
                items.check_text(name, value)
    start = request.get("ExclusiveStartKey")
    if start and start.keys() != {*items.key_names(), *items.key_names(index)}:
        raise Refusal("The provided starting key is invalid")


def key_condition(request: Request, index: str) -> dict[str, list[Any]]:
    """Return the conditions on each key: equality for the partition key, one for the sort key."""
    partition, sort = items.key_names(index)
    tree = read("KeyConditionExpression", request["KeyConditionExpression"]).tree
    asked: dict[str, list[Any]] = {}
    for part in tree.of if tree.kind == "AND" else (tree,):
        (name,) = resolved(request, part.of[0])
        if name in asked or part.kind not in ({"="} if name == partition else ON_SORT_KEY):
            raise Refusal(f"Query key condition not supported: {name}")
        asked[name] = [_given(request, operand) for operand in part.of[1:]]
        _bounds(part, asked[name])
    if not {partition} <= asked.keys() <= {partition, sort}:
        raise Refusal(f"Query condition missed key schema element: {partition}")
    return asked


def _bounds(part: Node, values: list[Any]) -> None:
    if part.kind == "BETWEEN" and values[0].get("S", "") > values[1].get("S", ""):
        raise Refusal(
            "The BETWEEN operator requires upper bound to be greater than or equal to lower bound"
        )


def _expressions(request: Request) -> None:
    """Check that declared placeholders are used, and used ones declared."""
    used = frozenset[str]().union(*(read(k, request[k]).used for k in EXPRESSIONS if k in request))
    declared: set[str] = set()
    for kind, what in PLACEHOLDERS.items():
        if kind in request and not request[kind]:
            raise Refusal(f"{kind} must not be empty")
        declared |= request.get(kind, {}).keys()
        vain = request.get(kind, {}).keys() - used
        if vain:
            raise Refusal(f"Value provided in {kind} unused in expressions: keys: {sorted(vain)}")
        missing = {name for name in used - declared if name.startswith("#") == (what == "name")}
        if missing:
            raise Refusal(f"An expression attribute {what} is not defined: {sorted(missing)}")
    for value in request.get("ExpressionAttributeValues", {}).values():
        items.check_value(value)


def _numbers(request: Request, clause: Clause) -> None:
    """Refuse arithmetic with a value that is no number, whatever the item is."""
    if clause.operand is None:
        return
    summed = clause.operand.of if clause.operand.kind in ("+", "-") else ()
    if clause.action == "ADD":
        summed = (clause.operand,)
    for node in summed:
        if node.kind == "value" and "N" not in _given(request, node):
            raise Refusal("Incorrect operand type for operator or function")


def _given(request: Request, operand: Node) -> Any:
    return request["ExpressionAttributeValues"][operand.of[0]]


def _once(places: Iterable[tuple[str, ...]], message: str) -> None:
    found = list(places)
    if len(set(found)) < len(found):
        raise Refusal(message)


WRITES: dict[str, Callable[[Request], None]] = {
    "Put": _put,
    "Update": _update,
    "Delete": _of_one,
    "ConditionCheck": _of_one,
}
CHECKS: dict[str, Callable[[Request], None]] = {
    "PutItem": _put,
    "UpdateItem": _update,
    "DeleteItem": _of_one,
    "GetItem": _of_one,
    "TransactWriteItems": _transaction,
    "BatchGetItem": _batch,
    "BatchWriteItem": _batch_of_writes,
    "Query": _query,
    "Scan": _query,
}
