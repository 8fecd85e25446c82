"""What a write makes of the item that it finds; why DynamoDB would not make it."""

from typing import Any

from infra.costs.weighing import weight

from .expressions import Item, holds, updated
from .grammar import Refusal
from .items import check_item

TRANSACTION_BYTES = 4 * 1024 * 1024
Asked = tuple[str, dict[str, Any]]
"""An action (Put, Update, Delete, ConditionCheck) and its request."""


class ConditionFailed(Exception):
    """The item does not meet the write's condition."""


def outcome(asked: Asked, item: Item | None) -> Item | None:
    """Return the item after a write that `refusals` let by; None if it is gone.

    Raises ConditionFailed, or Refusal if the expression cannot be applied to this item.
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
    """Return the items after a transaction, or the reasons why it is cancelled.

    Raises Refusal if the items are larger than a transaction may hold.
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
    """Return why a condition failed, with the item if the write asks for it."""
    reason = {"Code": "ConditionalCheckFailed", "Message": "The conditional request failed"}
    shows = asked[1].get("ReturnValuesOnConditionCheckFailure") == "ALL_OLD"
    return {**reason, "Item": item} if item and shows else reason
