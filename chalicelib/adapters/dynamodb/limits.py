"""Budgets that are taken from before anything is read: all that are asked for, or none.

A refusal costs one call, and so does most of what is let through: the write supposes that nothing
was taken lately, and where something was, the item that comes back with the refusal tells how much.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import uuid4

from ...domain.errors import Busy
from ...domain.limits.budgets import Budget, Limit, milliseconds, moment_of
from .codec import key_item
from .layout import LAYOUTS
from .partitions import stamp
from .queries import Queries

TRIES = 4
"""How often a write is made anew because others were faster: three times more than ever seen."""

NO_WAIT = timedelta()
UNUSED = "attribute_not_exists(pk) OR used_until <= :now"
IN_USE = "used_until > :now AND used_until <= :most"


class LimitStore(Queries):
    def take(self, wanted: Mapping[str, Limit], now: datetime) -> timedelta:
        """Take one time of each budget; or none, and return the longest that one is to wait."""
        used: dict[str, int] = {}
        for _ in range(TRIES):
            waits = [wanted[each].wait(until, now) for each, until in used.items()]
            if any(waits):
                return max(waits)
            found = self._taken(wanted, used, now)
            if found is None:
                return NO_WAIT
            used |= found
        raise Busy

    def _taken(
        self, wanted: Mapping[str, Limit], used: Mapping[str, int], now: datetime
    ) -> dict[str, int] | None:
        """Write; return None if all of it held, otherwise until when the budgets are used."""
        updates = [
            _update(self._table, each, limit, used.get(each, 0), now)
            for each, limit in wanted.items()
        ]
        write = partial(self._client.transact_write_items, TransactItems=updates)
        try:
            self._patience.tried(partial(write, ClientRequestToken=str(uuid4())))
        except self._client.exceptions.TransactionCanceledException as cancelled:
            reasons = cancelled.response["CancellationReasons"]
            if "ConditionalCheckFailed" not in {reason.get("Code") for reason in reasons}:
                raise
            return _used(dict(zip(wanted, reasons, strict=True)))
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


def _used(reasons: Mapping[str, Any]) -> dict[str, int]:
    """Return until when each budget is used whose condition failed, as its item says.

    One that cannot be read, or is gone by now, counts as not used.
    """
    failed = {n: r.get("Item") or {} for n, r in reasons.items() if r.get("Code") != "None"}
    return {name: int(item.get("used_until", {}).get("N", 0)) for name, item in failed.items()}
