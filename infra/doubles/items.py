"""What DynamoDB accepts as an item of our table: its keys, those of its indexes, its size."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from infra.costs.weighing import weight

from .expressions import Item
from .grammar import Refusal

TEMPLATE = Path(__file__).resolve().parent.parent / "resources.json"
ITEM_BYTES = 400 * 1024
KEY_BYTES = (2048, 1024)
"""Longest partition key, longest sort key."""

INVALID = "One or more parameter values are not valid."
SETS = ("SS", "NS", "BS")


@cache
def key_names(index: str = "") -> tuple[str, str]:
    """Return the names of the partition and sort keys of the table or of an index."""
    table = template()["Resources"]["Table"]["Properties"]
    indexes = {each["IndexName"]: each for each in table["GlobalSecondaryIndexes"]}
    if index and index not in indexes:
        raise Refusal(f"The table does not have the specified index: {index}")
    schema = (indexes[index] if index else table)["KeySchema"]
    partition, sort = (str(each["AttributeName"]) for each in schema)
    return partition, sort


@cache
def indexes() -> tuple[str, ...]:
    table = template()["Resources"]["Table"]["Properties"]
    return tuple(each["IndexName"] for each in table["GlobalSecondaryIndexes"])


@cache
def template() -> Any:
    """Return the stack's own template: the doubles have the table that is deployed."""
    return json.loads(TEMPLATE.read_text(encoding="utf-8"))


def place(item: Item) -> tuple[str, str]:
    partition, sort = key_names()
    return item[partition]["S"], item[sort]["S"]


def check_key(key: Item) -> None:
    """Check a requested key: complete, and nothing else. Raises Refusal."""
    if key.keys() != set(key_names()):
        raise Refusal("The provided key element does not match the schema")
    _check_keys(key)


def check_item(item: Item) -> None:
    """Check an item to be written. Raises Refusal."""
    _check_keys(item)
    for index in indexes():
        for name in key_names(index):
            if name in item:
                check_text(name, item[name])
    for value in item.values():
        check_value(value)
    if weight(item) > ITEM_BYTES:
        raise Refusal("Item size has exceeded the maximum allowed size")


def check_text(name: str, value: Item) -> None:
    """Check that a key's value is text, and not empty. Raises Refusal."""
    if "S" not in value:
        actual = next(iter(value))
        raise Refusal(f"{INVALID} Type mismatch for key {name} expected: S actual: {actual}")
    if not value["S"]:
        raise Refusal(
            f"{INVALID} The AttributeValue for a key attribute cannot contain an empty string"
            f" value. Key: {name}"
        )


def check_value(value: Item) -> None:
    """Check that a value holds no empty set. Raises Refusal."""
    ((kind, held),) = value.items()
    if kind in SETS and not held:
        raise Refusal(f"{INVALID} A set may not be empty")
    if kind in ("M", "L"):
        for inner in held.values() if kind == "M" else held:
            check_value(inner)


def _check_keys(item: Item) -> None:
    for name, most in zip(key_names(), KEY_BYTES, strict=True):
        if name not in item:
            raise Refusal(f"{INVALID} Missing the key {name} in the item")
        check_text(name, item[name])
        if len(item[name]["S"].encode()) > most:
            raise Refusal(f"{INVALID} Size of key {name} has exceeded the limit of {most} bytes")
