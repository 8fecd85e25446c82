"""Requests that DynamoDB refuses, one thing wrong with each; and some close to those that it takes.

They find one item, `HELD`, in the table.
"""

from typing import Any

Request = dict[str, Any]
Case = tuple[str, Request]
"""An operation, as a method of boto3's client, and its request."""

TABLE = "table"
KILO = 1024


def text(value: str) -> Request:
    return {"S": value}


def number(value: int) -> Request:
    return {"N": str(value)}


def key(pk: str = "a", sk: str = "b") -> Request:
    return {"pk": text(pk), "sk": text(sk)}


HELD = {**key(), "seen": number(1), "title": text("t"), "places": {"M": {"room": number(2)}}}


def update(expression: str, values: Request | None = None, **more: Any) -> Request:
    """Values are numbers unless they are given as on the wire."""
    request = {"TableName": TABLE, "Key": key(), "UpdateExpression": expression, **more}
    if values:
        request["ExpressionAttributeValues"] = values
    return request


def put(item: Request, **more: Any) -> Request:
    return {"Put": {"TableName": TABLE, "Item": item, **more}}


def written(*writes: Request) -> Case:
    return "transact_write_items", {"TransactItems": list(writes)}


def query(condition: str, values: Request, **more: Any) -> Case:
    request = {"TableName": TABLE, "KeyConditionExpression": condition, **more}
    return "query", {**request, "ExpressionAttributeValues": values}


def got(*keys: Request) -> Case:
    return "batch_get_item", {"RequestItems": {TABLE: {"Keys": list(keys)}}}


ONE = {":v": number(1)}
HUGE = text("x" * 401 * KILO)
BIG = text("x" * 390 * KILO)

UPDATES: dict[str, Request] = {
    "an unused value": update("SET seen = :v", {**ONE, ":w": number(1)}),
    "an undefined value": update("SET seen = :w", ONE),
    "no value defined": update("SET seen = :v"),
    "an unused name": update("SET seen = :v", ONE, ExpressionAttributeNames={"#n": "title"}),
    "an undefined name": update("SET #n = :v", ONE),
    "an unused value of a condition": update(
        "REMOVE title", ONE, ConditionExpression="attribute_exists(pk)"
    ),
    "a reserved word": update("SET name = :v", ONE),
    "a reserved word within a path": update("SET places.count = :v", ONE),
    "a reserved word in a condition": update(
        "REMOVE title", ONE, ConditionExpression="seen = :v AND attribute_not_exists(status)"
    ),
    "an empty sort key": update("SET seen = :v", ONE, Key=key("a", "")),
    "half a key": update("SET seen = :v", ONE, Key={"pk": text("a")}),
    "more than a key": update("SET seen = :v", ONE, Key=HELD),
    "a key that is a number": update("SET seen = :v", ONE, Key={**key(), "sk": number(1)}),
    "an index's key, empty": update("SET due_pk = :v", {":v": text("")}),
    "an index's key that is a number": update("SET due_sk = :v", ONE),
    "the item's own key": update("SET pk = :v", {":v": text("z")}),
    "the item's own key, removed": update("REMOVE sk"),
    "an item over 400 kB": update("SET title = :v", {":v": HUGE}),
    "a path and one within it": update("SET places.room = :v REMOVE places", ONE),
    "one path twice": update("SET seen = :v, seen = :w", {**ONE, ":w": number(2)}),
    "arithmetic on nothing": update("SET gone = gone + :v", ONE),
    "arithmetic on text": update("SET seen = title + :v", ONE),
    "arithmetic with text": update("SET seen = seen + :v", {":v": text("1")}),
    "adding to text": update("ADD title :v", ONE),
    "adding text": update("ADD seen :v", {":v": text("1")}),
    "a copy of nothing": update("SET seen = gone"),
    "a path within nothing": update("SET gone.room = :v", ONE),
    "an empty set": update("SET title = :v", {":v": {"SS": []}}),
    "an empty set within a map": update("SET title = :v", {":v": {"M": {"in": {"NS": []}}}}),
    "one section twice": update("SET seen = :v SET title = :v", ONE),
    "an unknown function": update("SET seen = most(seen, :v)", ONE),
    "parentheses in parentheses": update("REMOVE title", ONE, ConditionExpression="((seen = :v))"),
    "an empty expression": update(""),
    "no values, said": update("REMOVE title", ExpressionAttributeValues={}),
    "an expression over 4 kB": update(
        "SET " + ", ".join(f"attribute_{n} = :v" for n in range(300)), ONE
    ),
}
"""Each of them alone, and in a transaction."""

PUTS: dict[str, Request] = {
    "an empty partition key": put(key("")),
    "an item without its sort key": put({"pk": text("a")}),
    "an index's empty key": put({**key(), "timeline_pk": text(""), "timeline_sk": text("t")}),
    "an index's key of another type": put({**key(), "due_pk": text("DUE"), "due_sk": number(1)}),
    "an empty set in an item": put({**key(), "held": {"L": [{"SS": []}]}}),
    "an item over 400 kB, new": put({**key(), "title": HUGE}),
    "a partition key over 2 kB": put(key("p" * 2049)),
    "a sort key over 1 kB": put(key("p", "s" * 1025)),
    "values without an expression": put(key("new"), ExpressionAttributeValues=ONE),
}

REFUSED: dict[str, Case] = {
    **{name: ("update_item", request) for name, request in UPDATES.items()},
    **{f"{name}, in a transaction": written({"Update": r}) for name, r in UPDATES.items()},
    **{name: written(request) for name, request in PUTS.items()},
    "one item twice in a transaction": written(
        put({**HELD, "seen": number(2)}), {"Update": update("SET seen = :v", ONE)}
    ),
    "101 items in a transaction": written(*[put(key(f"p{n}")) for n in range(101)]),
    "over 4 MB in a transaction": written(
        *[put({**key(f"p{n}"), "title": BIG}) for n in range(11)]
    ),
    "101 keys": got(*[key(f"p{n}") for n in range(101)]),
    "one key twice": got(key(), key()),
    "an empty key asked for": got(key("")),
    "half a key asked for": got({"pk": text("a")}),
    "a consistent read of an index": query(
        "due_pk = :v", {":v": text("DUE")}, IndexName="due", ConsistentRead=True
    ),
    "a sort key alone": query("sk = :v", {":v": text("b")}),
    "a range of partitions": query("pk > :v", {":v": text("a")}),
    "a partition and what is no key": query("pk = :v AND title = :v", {":v": text("a")}),
    "two conditions of a sort key": query("pk = :v AND sk > :v AND sk < :v", {":v": text("a")}),
    "an empty partition asked for": query("pk = :v", {":v": text("")}),
    "bounds the wrong way round": query(
        "pk = :v AND sk BETWEEN :v AND :w", {":v": text("b"), ":w": text("a")}
    ),
    "a key too many to start from": query(
        "pk = :v", {":v": text("a")}, ExclusiveStartKey={**key(), "title": text("t")}
    ),
    "a key too few to start from": query(
        "due_pk = :v", {":v": text("DUE")}, IndexName="due", ExclusiveStartKey=key()
    ),
    "an unused value of a query": query("pk = :v", {":v": text("a"), ":w": text("b")}),
}

LAX_UPDATES = (
    "a path and one within it",
    "one path twice",
    "the item's own key",
    "the item's own key, removed",
    "an empty expression",
    "no values, said",
)
LAX = frozenset(
    ["an empty partition asked for", *[f"{name}, in a transaction" for name in LAX_UPDATES]]
)
"""What Dynoxide 1.2.1 takes: a table of AWS's does not."""

TAKEN: dict[str, Case] = {
    "names and values that are used": (
        "update_item",
        update(
            "SET #n = :v, places.room = places.room + :v REMOVE title ADD seen :v",
            ONE,
            ExpressionAttributeNames={"#n": "name"},
            ConditionExpression="(seen = :v OR #n = :v) AND size(places) >= :v",
        ),
    ),
    "arithmetic with a fallback": ("update_item", update("SET x = if_not_exists(x, :v)", ONE)),
    "an item that was not there": ("update_item", update("ADD seen :v", ONE, Key=key("new"))),
    "100 items in a transaction": written(*[put(key(f"p{n}")) for n in range(100)]),
    "under 4 MB in a transaction": written(
        *[put({**key(f"p{n}"), "title": BIG}) for n in range(10)]
    ),
    "an item under 400 kB": written(put({**key(), "title": text("x" * 395 * KILO)})),
    "100 keys": got(*[key(f"p{n}") for n in range(100)]),
    "empty text that is no key": written(put({**key(), "title": text("")})),
    "a page of an index": query(
        "due_pk = :v AND due_sk <= :w",
        {":v": text("DUE"), ":w": text("z")},
        IndexName="due",
        ExclusiveStartKey={**key(), "due_pk": text("DUE"), "due_sk": text("a")},
    ),
    "what begins with": query("pk = :v AND begins_with(sk, :v)", {":v": text("a")}),
}
