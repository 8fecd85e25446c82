"""DynamoDB's errors, as boto3 raises them."""

from typing import Any

from botocore.exceptions import ClientError


class Refused(ClientError):
    """`more`: what the answer has besides the error."""

    code = "ValidationException"

    def __init__(self, operation: str, message: str, **more: Any) -> None:
        answer: Any = {"Error": {"Code": self.code, "Message": message}, **more}
        super().__init__(answer, operation)


class ConditionalCheckFailedException(Refused):
    code = "ConditionalCheckFailedException"


class TransactionCanceledException(Refused):
    code = "TransactionCanceledException"


class TransactionConflictException(Refused):
    """Never raised: calls are made one at a time."""

    code = "TransactionConflictException"
