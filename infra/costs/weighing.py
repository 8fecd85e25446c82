"""What DynamoDB would bill for a client's calls: units, from the weight of the items.

moto bills nothing, so items are weighed here as the developer guide says. A transaction counts
twice, in the indexes too: of the guide's two readings, the dearer one.
"""

from collections.abc import Iterable
from math import ceil
from typing import Any

Item = dict[str, dict[str, Any]]

WRITTEN, READ = 1024, 4096
"""Bytes in a unit."""

TRANSACTION = 2
INDEXES = ("timeline", "due")


class Scale:
    """Counts the units of transactions, batch reads and queries that a client makes."""

    def __init__(self, client: Any) -> None:
        self._held: dict[tuple[str, str], Item] = {}
        self.clear()
        events = client.meta.events
        events.register("provide-client-params.dynamodb", self._asked)
        events.register("after-call.dynamodb", self._answered)

    def clear(self) -> None:
        self.writes = self.reads = 0.0

    def _asked(self, params: Any, context: Any, **_: Any) -> None:
        context["asked"] = params

    def _answered(
        self, http_response: Any, parsed: Any, model: Any, context: Any, **_: Any
    ) -> None:
        asked = context.get("asked", {})
        if model.name == "TransactWriteItems":
            done = http_response.status_code == 200
            self.writes += sum(self._write(write, done) for write in asked["TransactItems"])
        elif model.name == "BatchGetItem":
            wanted = sum(len(table["Keys"]) for table in asked["RequestItems"].values())
            found = [item for items in parsed["Responses"].values() for item in items]
            self.reads += sum(_units([item], READ) for item in found) + wanted - len(found)
        elif model.name == "Query":
            factor = 1 if asked.get("ConsistentRead") else 0.5
            self.reads += factor * _units(parsed["Items"], READ)

    def _write(self, write: Any, done: bool) -> int:
        ((kind, request),) = write.items()
        key = request.get("Item") or request["Key"]
        place = key["pk"]["S"], key["sk"]["S"]
        before, after = self._held.get(place, {}), request.get("Item", {})
        units = max(_units([before], WRITTEN), _units([after], WRITTEN))
        if done and kind != "ConditionCheck":
            units += sum(_moved(name, before, after) for name in INDEXES)
            self._held[place] = after
        return TRANSACTION * units


def _moved(index: str, before: Item, after: Item) -> int:
    """Return the units of one index: an entry changed in place, or one removed and one added."""
    keys = [(item.get(f"{index}_pk"), item.get(f"{index}_sk")) for item in (before, after)]
    entries = [item for item, key in zip((before, after), keys, strict=True) if key[0]]
    if keys[0] == keys[1]:
        entries = entries[1:]
    return sum(_units([entry], WRITTEN) for entry in entries)


def _units(items: Iterable[Item], unit: int) -> int:
    return max(1, ceil(sum(map(weight, items)) / unit))


def weight(item: Item) -> int:
    """Return the bytes of an item: names and values."""
    return sum(len(name.encode()) + _weight(value) for name, value in item.items())


def _weight(value: dict[str, Any]) -> int:
    ((kind, held),) = value.items()
    match kind:
        case "S":
            return len(held.encode())
        case "N":
            return len(held) // 2 + 2
        case "L":
            return 3 + sum(1 + _weight(each) for each in held)
        case "M":
            return 3 + len(held) + weight(held)
        case _:
            return 1
