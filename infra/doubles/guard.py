"""Makes moto as strict as DynamoDB: the doubles check each call before moto sees it."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from .expressions import Item
from .grammar import Refusal
from .items import key_names
from .refusals import refuse
from .writes import ConditionFailed, outcome, outcomes

OPERATIONS = {
    "PutItem": "put_item",
    "UpdateItem": "update_item",
    "DeleteItem": "delete_item",
    "GetItem": "get_item",
    "TransactWriteItems": "transact_write_items",
    "BatchGetItem": "batch_get_item",
    "Query": "query",
    "Scan": "scan",
}


def make_strict() -> None:
    """Make all of moto's tables in this process strict."""
    from moto.dynamodb.responses import DynamoHandler

    if getattr(DynamoHandler, "strict", False):
        return
    for operation, method in OPERATIONS.items():
        setattr(DynamoHandler, method, _guarded(operation, getattr(DynamoHandler, method)))
    DynamoHandler.strict = True  # type: ignore[attr-defined]


def _guarded(operation: str, answer: Callable[[Any], Any]) -> Callable[[Any], Any]:
    from moto.dynamodb.exceptions import MockValidationException

    def guarded(handler: Any) -> Any:
        try:
            refuse(operation, handler.body)
            if operation == "UpdateItem":
                _try_update(handler)
            elif operation == "TransactWriteItems":
                _try_transaction(handler)
        except Refusal as refusal:
            raise MockValidationException(str(refusal)) from None
        return answer(handler)

    return guarded


def _try_update(handler: Any) -> None:
    with suppress(ConditionFailed):
        outcome(("Update", handler.body), _held(handler, handler.body))


def _try_transaction(handler: Any) -> None:
    """Cancel a transaction with an update that cannot be made; moto checks the conditions."""
    from moto.dynamodb.exceptions import TransactionCanceledException

    asked = [next(iter(write.items())) for write in handler.body["TransactItems"]]
    _, reasons = outcomes(asked, [_held(handler, request) for _, request in asked])
    if any(reason["Code"] == "ValidationError" for reason in reasons or ()):
        fields = ("Code", "Message", "Item")
        raise TransactionCanceledException(
            [tuple(reason.get(field) for field in fields) for reason in reasons or ()]
        )


def _held(handler: Any, request: Item) -> Item | None:
    key = request.get("Key") or {name: request["Item"][name] for name in key_names()}
    held = handler.dynamodb_backend.get_item(request["TableName"], key)
    return {name: on_the_wire(value) for name, value in held.attrs.items()} if held else None


def on_the_wire(value: Any) -> Any:
    """Return moto's values in the wire format."""
    from moto.dynamodb.models.dynamo_type import DynamoType

    if isinstance(value, DynamoType):
        return {value.type: on_the_wire(value.value)}
    if isinstance(value, dict):
        return {name: on_the_wire(inner) for name, inner in value.items()}
    return [on_the_wire(inner) for inner in value] if isinstance(value, list) else value
