"""Events as AWS shapes them, and the context in which Lambda hands them to a function."""

import uuid
from datetime import datetime
from typing import Any


class Context:
    """The part of Lambda's context that handlers read."""

    def __init__(self, name: str) -> None:
        self.function_name = name
        self.aws_request_id = str(uuid.uuid4())
        self.memory_limit_in_mb = 512
        self.invoked_function_arn = f"arn:aws:lambda:ca-central-1:123456789012:function:{name}"


def scheduled(now: datetime) -> dict[str, Any]:
    """Return what EventBridge sends when a schedule's time has come."""
    return {
        "version": "0",
        "id": str(uuid.uuid4()),
        "detail-type": "Scheduled Event",
        "source": "aws.events",
        "account": "123456789012",
        "region": "ca-central-1",
        "time": now.isoformat(),
        "resources": [],
        "detail": {},
    }


def queued(message: Any, queue: str) -> dict[str, Any]:
    """Return an SQS message as its event source mapping shapes it."""
    return {
        "messageId": message["MessageId"],
        "receiptHandle": message["ReceiptHandle"],
        "body": message["Body"],
        "attributes": {"ApproximateReceiveCount": "1"},
        "messageAttributes": {},
        "md5OfBody": message["MD5OfBody"],
        "eventSource": "aws:sqs",
        "eventSourceARN": f"arn:aws:sqs:ca-central-1:123456789012:{queue}",
        "awsRegion": "ca-central-1",
    }
