"""Converts entities to DynamoDB items and back. Pydantic converts; it loads at first use."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from boto3.dynamodb.types import TypeSerializer

from ...domain.report.figures import last_of
from ...domain.unreadable import Unreadable, UnreadableItem
from .layout import BY_NAME, LAYOUTS
from .partitions import stamp

if TYPE_CHECKING:
    from pydantic_core import SchemaValidator

Item = dict[str, Any]

COUNTER = "/"
"""Begins the attribute of a counter, and no other."""

_serializer = TypeSerializer()


def to_item(entity: Any) -> Item:
    """Return the whole item in DynamoDB's wire format: key, type, fields, index attributes."""
    layout = LAYOUTS[type(entity)]
    fields = _plain(asdict(entity))
    attributes = {
        **(_spread(fields) if layout.counters else fields),
        **layout.key(entity.id),
        **layout.index(entity),
        "type": layout.name,
    }
    return {name: _serializer.serialize(value) for name, value in attributes.items()}


def from_item(item: Item) -> Any:
    """Return the entity that an item holds. Raises UnreadableItem."""
    found = from_item_of_any_release(item)
    if isinstance(found, Unreadable):
        raise UnreadableItem(found)
    return found


def from_items(items: Iterable[Item]) -> list[Any]:
    """Return the entities that items hold. Raises UnreadableItem."""
    return [from_item(item) for item in items]


def from_item_of_any_release(item: Item) -> Any:
    """Return the entity that an item holds, or Unreadable, whatever is wrong with it."""
    place = Unreadable(item["pk"]["S"], item["sk"]["S"])
    try:
        attributes = {name: _value(value) for name, value in item.items()}
        kind = attributes["type"]
        if LAYOUTS[BY_NAME[kind]].counters:
            attributes = _gathered(attributes)
        found = _validator(kind).validate_python(attributes)
        key = LAYOUTS[type(found)].key(found.id)
        as_written = "version" in attributes and key == {"pk": place.pk, "sk": place.sk}
    except (LookupError, TypeError, ValueError):
        return place
    return found if as_written else place


def key_item(entity: type[Any], identifier: str) -> Item:
    return {name: {"S": value} for name, value in LAYOUTS[entity].key(identifier).items()}


@cache
def _validator(name: str) -> "SchemaValidator":
    from pydantic import TypeAdapter
    from pydantic_core import SchemaValidator

    return SchemaValidator(_exact(TypeAdapter(BY_NAME[name]).core_schema))


def _exact(schema: Any) -> Any:
    """Return the schema without its conversions.

    The table's conditions and arithmetic know no other type than the one we write, and a moment
    without a zone cannot be compared.
    """
    if isinstance(schema, list):
        return [_exact(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    exact = {name: _exact(each) for name, each in schema.items()}
    match exact.get("type"):
        case "str" | "int" | "bool":
            return {**exact, "strict": True}
        case "date":
            return {"type": "chain", "steps": [{"type": "str", "strict": True}, exact]}
        case "datetime":
            text = {"type": "str", "strict": True}
            return {"type": "chain", "steps": [text, {**exact, "tz_constraint": "aware"}]}
    return exact


def _value(held: Item) -> Any:
    """Return a value from DynamoDB's wire format.

    Raises ValueError for a number that is not whole.
    """
    ((kind, value),) = held.items()
    match kind:
        case "N":
            return int(value)
        case "M":
            return {name: _value(inner) for name, inner in value.items()}
        case "L":
            return [_value(inner) for inner in value]
        case "NULL":
            return None
    return value


def _plain(value: Any) -> Any:
    """Return values as DynamoDB takes them, without those that are None."""
    if isinstance(value, datetime):
        return stamp(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {str(name): _plain(inner) for name, inner in value.items() if inner is not None}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    if isinstance(value, str):
        return str(value)
    return value


def _spread(fields: Item) -> Item:
    """Return fields with each counter as an attribute: what follows the group in its path."""
    counts = fields.pop("counts")
    return {**fields, **counter_attributes(fields["id"], counts)}


def _gathered(attributes: Item) -> Item:
    group = last_of(str(attributes["id"]))
    counts = {f"{group}{name}": n for name, n in attributes.items() if name.startswith(COUNTER)}
    return {**attributes, "counts": counts}


def counter_attributes(identifier: str, counts: Mapping[str, int]) -> dict[str, int]:
    """Return counters of a group by the attributes of its item that hold them."""
    group = last_of(identifier)
    return {counter.removeprefix(group): count for counter, count in counts.items()}
