"""Budgets that are taken from before anything is read: all that are asked for, or none.

A refusal costs one call, a read; what is let through costs two whatever was taken lately, so that
how long it takes tells nobody whether an address was written to. Where others were faster, the item
that comes back with the refused write tells how much they took.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import uuid4

from ...domain.errors import Busy
from ...domain.limits.budgets import Budget, Limit, milliseconds, moment_of
from .codec import Item, key_item
from .layout import LAYOUTS
from .partitions import stamp
from .queries import Queries, place

TRIES = 4
"""How often a write is made anew because others were faster: three times more than ever seen."""

NO_WAIT = timedelta()
UNUSED = "attribute_not_exists(pk) OR used_until <= :now"
IN_USE = "used_until > :now AND used_until <= :most"


class LimitStore(Queries):
    def take(self, wanted: Mapping[str, Limit], now: datetime) -> timedelta:
        """Take one time of each budget; or none, and return the longest that one is to wait."""
        used = self._used_until(wanted)
        for _ in range(TRIES):
            waits = [wanted[each].wait(until, now) for each, until in used.items()]
            if any(waits):
                return max(waits)
            found = self._taken(wanted, used, now)
            if found is None:
                return NO_WAIT
            used |= found
        raise Busy

    def _used_until(self, wanted: Iterable[str]) -> dict[str, int]:
        keys = {each: key_item(Budget, each) for each in wanted}
        found = {place(item): _until(item) for item in self._batch(keys.values())}
        return {each: found.get(place(key), 0) for each, key in keys.items()}

    def _taken(
        self, wanted: Mapping[str, Limit], used: Mapping[str, int], now: datetime
    ) -> dict[str, int] | None:
        """Write; return None if all of it held, otherwise until when the budgets are used."""
        updates = [
            _update(self._table, each, limit, used[each], now) for each, limit in wanted.items()
        ]
        write = partial(self._client.transact_write_items, TransactItems=updates)
        try:
            self._patience.tried(partial(write, ClientRequestToken=str(uuid4())))
        except self._client.exceptions.TransactionCanceledException as cancelled:
            reasons = cancelled.response["CancellationReasons"]
            if "ConditionalCheckFailed" not in {reason.get("Code") for reason in reasons}:
                raise
            return _failed(dict(zip(wanted, reasons, strict=True)))
        return None


def _update(table: str, identifier: str, limit: Limit, used_until: int, now: datetime) -> Any:
    at, name = milliseconds(now), LAYOUTS[Budget].name
    in_use = used_until > at
    last = max(used_until, at) + limit.room + limit.step
    values = {
        ":now": {"N": str(at)},
        ":step": {"N": str(limit.step)},
        ":one": {"N": "1"},
        ":id": {"S": identifier},
        ":type": {"S": name},
        ":expires": {"S": stamp(moment_of(last))},
        ":ttl": {"N": str(last // 1000)},
    }
    from_then = "used_until" if in_use else ":now"
    return {
        "Update": {
            "TableName": table,
            "Key": key_item(Budget, identifier),
            "UpdateExpression": (
                f"SET used_until = {from_then} + :step, id = :id, #type = :type,"
                " expires_at = :expires, #ttl = :ttl ADD version :one"
            ),
            "ConditionExpression": IN_USE if in_use else UNUSED,
            "ExpressionAttributeNames": {"#type": "type", "#ttl": "ttl"},
            "ExpressionAttributeValues": (
                {**values, ":most": {"N": str(at + limit.room)}} if in_use else values
            ),
            "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
        }
    }


def _failed(reasons: Mapping[str, Any]) -> dict[str, int]:
    """Return until when each budget is used whose condition failed; one that is gone is not."""
    failed = {n: r.get("Item") or {} for n, r in reasons.items() if r.get("Code") != "None"}
    return {name: _until(item) for name, item in failed.items()}


def _until(item: Item) -> int:
    """Return until when a budget is used; one that cannot be read counts as not used."""
    return int(item.get("used_until", {}).get("N", 0))
