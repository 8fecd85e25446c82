"""One atomic write: everything that a story changes, or nothing.

Each entity carries the version it was read at; a write holds only if nobody wrote since.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial
from random import SystemRandom
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import uuid4

from ...domain.calls import Call
from ...domain.errors import Stale
from ...domain.events.seats import Claim, Move, Reshape
from ...domain.report.figures import Figures
from . import seating
from .codec import Item, counter_attributes, from_items, key_item, to_item
from .layout import LAYOUTS
from .patience import Patience

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

T = TypeVar("T")
_random = SystemRandom()


class Unit:
    """Collects writes, then commits them in one transaction (one call)."""

    def __init__(
        self,
        client: "DynamoDBClient",
        table: str,
        correlation: str = "",
        patience: Patience | None = None,
        read: Callable[[list[Item]], list[Any]] = from_items,
    ) -> None:
        self._client, self._table, self._correlation = client, table, correlation
        self._patience, self._read = patience or Patience(), read
        self._writes: list[Any] = []

    def add(self, *entities: Any) -> None:
        """Write new entities, which must not exist yet."""
        for entity in entities:
            self.save(entity)

    def save(self, entity: T) -> T:
        """Write an entity, which must still be as it was read.

        A new one (version 0) must not exist yet. Returns the entity as it will stand once
        committed.
        """
        before: Any = entity
        if before.version == 0:
            return cast(T, self._new(before))
        after = replace(before, version=before.version + 1)
        self._put(after, "version = :seen", _seen(entity))
        return cast(T, after)

    def overwrite(self, entity: Any) -> None:
        """Write an entity as if new, whatever stands there."""
        self._put(replace(entity, version=1), "attribute_exists(pk)", {})

    def put(self, entity: Any) -> None:
        """Write an entity as if new, whatever stands there, even if nothing does."""
        item = to_item(replace(entity, version=1))
        self._writes.append({"Put": {"TableName": self._table, "Item": item}})

    def delete(self, entity: Any) -> None:
        """Delete an entity, which must still be as it was read."""
        self._conditional("Delete", entity)

    def discard(self, entity: Any) -> None:
        """Delete an entity, whatever its state, even if it is gone already."""
        key = key_item(type(entity), entity.id)
        self._writes.append({"Delete": {"TableName": self._table, "Key": key}})

    def unchanged(self, entity: Any) -> None:
        """Require that an entity is still as it was read, without writing it."""
        self._conditional("ConditionCheck", entity)

    def seats(self, change: Move | Reshape, now: datetime) -> None:
        """Change the seats of an event by arithmetic; holds if the numbers allow."""
        asked = seating.move(change, now) if isinstance(change, Move) else None
        asked = asked or seating.reshape(cast(Reshape, change), now)
        self._writes.append({"Update": asked.request(self._table)})

    def release(self, event_id: str, claim: Claim, now: datetime) -> None:
        """Settle a claim; holds if it is still there."""
        self._writes.append({"Update": seating.release(event_id, claim, now).request(self._table)})

    def count(
        self, counter: type[Any], identifier: str, *fields: str, below: int | None = None
    ) -> None:
        """Add one to a counter, or to fields of it, by arithmetic; holds if it is `below`.

        Concurrent writes do not conflict.
        """
        counted = {f"#{field}": field for field in fields or ("count",)}
        added = ", ".join(f"{name} :one" for name in (*counted, "version"))
        name, one = LAYOUTS[counter].name, {"N": "1"}
        values = {":type": {"S": name}, ":id": {"S": identifier}, ":one": one}
        update = {
            "TableName": self._table,
            "Key": key_item(counter, identifier),
            "UpdateExpression": f"SET #type = :type, id = :id ADD {added}",
            "ExpressionAttributeNames": {"#type": "type", **counted},
            "ExpressionAttributeValues": values,
        }
        if below is not None:
            update["ConditionExpression"] = "attribute_not_exists(pk) OR #count < :below"
            values[":below"] = {"N": str(below)}
        self._writes.append({"Update": update})

    def uncount(self, counter: type[Any], identifier: str) -> None:
        """Subtract one from a counter that was counted up."""
        update = {
            "TableName": self._table,
            "Key": key_item(counter, identifier),
            "UpdateExpression": "SET #count = #count - :one, version = version + :one",
            "ConditionExpression": "attribute_exists(pk)",
            "ExpressionAttributeNames": {"#count": "count"},
            "ExpressionAttributeValues": {":one": {"N": "1"}},
        }
        self._writes.append({"Update": update})

    def add_to(
        self, identifier: str, counts: Mapping[str, int], counters: type[Any] = Figures
    ) -> None:
        """Add to the counters of an item by arithmetic: concurrent writes do not conflict."""
        added = counter_attributes(identifier, counts)
        names = {f"#{n}": counter for n, counter in enumerate(added)}
        values = {f":{n}": {"N": str(count)} for n, count in enumerate(added.values())}
        sums = ", ".join(f"#{n} :{n}" for n in range(len(added)))
        update = {
            "TableName": self._table,
            "Key": key_item(counters, identifier),
            "UpdateExpression": f"SET #type = :type, id = :id ADD version :one, {sums}",
            "ExpressionAttributeNames": {"#type": "type", **names},
            "ExpressionAttributeValues": {
                ":type": {"S": LAYOUTS[counters].name},
                ":id": {"S": identifier},
                ":one": {"N": "1"},
                **values,
            },
        }
        self._writes.append({"Update": update})

    def commit(self) -> None:
        """Make the write, in one call; none if there is nothing to write.

        Raises Stale, with nothing written, if any condition fails; UnreadableItem if the item that
        failed it cannot be read; Busy if the table refuses for longer than is worth waiting: a
        write whose answer was lost may have gone through.
        """
        if not self._writes:
            return
        write = partial(self._client.transact_write_items, TransactItems=self._writes)
        try:
            self._patience.tried(partial(write, ClientRequestToken=str(uuid4())), Call.WRITE)
        except self._client.exceptions.TransactionCanceledException as cancelled:
            reasons = cancelled.response["CancellationReasons"]
            if "ConditionalCheckFailed" not in {reason.get("Code") for reason in reasons}:
                raise
            items: list[Any] = [r["Item"] for r in reasons if r.get("Item")]
            raise Stale(self._read(items)) from None

    def _new(self, entity: Any) -> Any:
        layout = LAYOUTS[type(entity)]
        made = replace(entity, version=_random.randrange(1, 2**31) if layout.made_anew else 1)
        if layout.outbox:
            made = replace(made, correlation=self._correlation)
        self._put(made, "attribute_not_exists(pk)", {})
        return made

    def _put(self, entity: Any, condition: str, values: Item) -> None:
        put = {"TableName": self._table, "Item": to_item(entity), "ConditionExpression": condition}
        if values:
            put["ExpressionAttributeValues"] = values
        # The receipt or address that exists already is the answer: no second call to read it.
        put["ReturnValuesOnConditionCheckFailure"] = "ALL_OLD"
        self._writes.append({"Put": put})

    def _conditional(self, action: str, entity: Any) -> None:
        self._writes.append(
            {
                action: {
                    "TableName": self._table,
                    "Key": key_item(type(entity), entity.id),
                    "ConditionExpression": "version = :seen",
                    "ExpressionAttributeValues": _seen(entity),
                }
            }
        )


def _seen(entity: Any) -> Item:
    return {":seen": {"N": str(entity.version)}}
