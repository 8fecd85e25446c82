"""Entities to DynamoDB items and back. Pydantic does the conversion; it loads at first use."""

from dataclasses import asdict
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from boto3.dynamodb.types import TypeDeserializer, TypeSerializer

from ...domain.unreadable import Unreadable
from .layout import BY_NAME, LAYOUTS, stamp

if TYPE_CHECKING:
    from pydantic import TypeAdapter

Item = dict[str, Any]
_serializer, _deserializer = TypeSerializer(), TypeDeserializer()


def to_item(entity: Any) -> Item:
    """The whole item, in DynamoDB's wire format: key, type, fields, index attributes."""
    layout = LAYOUTS[type(entity)]
    attributes = {
        **_plain(asdict(entity)),
        **layout.key(entity.id),
        **layout.index(entity),
        "type": type(entity).__name__,
    }
    return {name: _serializer.serialize(value) for name, value in attributes.items()}


def from_item(item: Item) -> Any:
    """The entity an item holds."""
    attributes = {name: _deserializer.deserialize(value) for name, value in item.items()}
    return _adapter(attributes["type"]).validate_python(attributes)


def from_item_of_any_release(item: Item) -> Any:
    """The entity an item holds, or Unreadable."""
    from pydantic import ValidationError

    try:
        return from_item(item)
    except (KeyError, ValidationError):
        return Unreadable(item["id"]["S"])


def key_item(entity: type[Any], identifier: str) -> Item:
    return {name: {"S": value} for name, value in LAYOUTS[entity].key(identifier).items()}


@cache
def _adapter(name: str) -> "TypeAdapter[Any]":
    from pydantic import TypeAdapter

    return TypeAdapter(BY_NAME[name])


def _plain(value: Any) -> Any:
    """Values as DynamoDB takes them; what is None is left out."""
    if isinstance(value, datetime):
        return stamp(value)
    if isinstance(value, dict):
        return {str(name): _plain(inner) for name, inner in value.items() if inner is not None}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    if isinstance(value, str):
        return str(value)
    return value
