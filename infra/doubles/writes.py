"""What a write makes of the item that it finds; why DynamoDB would not write it."""

from typing import Any

from infra.costs.weighing import weight

from .expressions import Item, holds, updated
from .grammar import Refusal
from .items import check_item

TRANSACTION_BYTES = 4 * 1024 * 1024
Asked = tuple[str, dict[str, Any]]
"""An action (Put, Update, Delete, ConditionCheck) and its request."""


class ConditionFailed(Exception):
    """The item is not as the write asks."""


def outcome(asked: Asked, item: Item | None) -> Item | None:
    """The item after a write that was not refused as such; None for none.

    Raises ConditionFailed, or Refusal for what its expression cannot do to this item.
    """
    action, request = asked
    if not holds(request, item):
        raise ConditionFailed
    match action:
        case "Put":
            return dict(request["Item"])
        case "Update":
            after = updated(request, item)
            check_item(after)
            return after
        case "Delete":
            return None
    return item


def outcomes(
    asked: list[Asked], held: list[Item | None]
) -> tuple[list[Item | None], list[Item] | None]:
    """Of a transaction: the items after it, or the reasons why it is cancelled.

    Raises Refusal if the items are more than a transaction may hold.
    """
    after: list[Item | None] = []
    reasons: list[Item] = []
    for each, item in zip(asked, held, strict=True):
        try:
            after.append(outcome(each, item))
            reasons.append({"Code": "None"})
        except ConditionFailed:
            reasons.append(failed(each, item))
        except Refusal as refusal:
            reasons.append({"Code": "ValidationError", "Message": str(refusal)})
    if len(after) < len(asked):
        return [], reasons
    if sum(weight(item) for item in after if item) > TRANSACTION_BYTES:
        raise Refusal("The aggregate size of the items in the transaction exceeds 4 MB")
    return after, None


def failed(asked: Asked, item: Item | None) -> Item:
    """Why a condition failed, with the item if the write asks to see it."""
    reason = {"Code": "ConditionalCheckFailed", "Message": "The conditional request failed"}
    shows = asked[1].get("ReturnValuesOnConditionCheckFailure") == "ALL_OLD"
    return {**reason, "Item": item} if item and shows else reason
