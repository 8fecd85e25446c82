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
    return _news("aws.events", "Scheduled Event", {}, now.isoformat())


def of_mail(
    kind: str, identifier: str, recipient: str, tags: dict[str, Any], permanent: bool = True
) -> dict[str, Any]:
    """Return an event of SES's, as a configuration set sends it through EventBridge.

    `permanent` is about a bounce.
    """
    bounce = {"bounceType": "Permanent" if permanent else "Transient"}
    detail: dict[str, Any] = {
        "eventType": kind,
        "mail": {"messageId": identifier, "destination": [recipient], "tags": tags},
        kind.lower(): bounce if kind == "Bounce" else {},
    }
    return _news("aws.ses", f"Email {kind}", detail, "")


def _news(source: str, what: str, detail: dict[str, Any], time: str) -> dict[str, Any]:
    return {
        "version": "0",
        "id": str(uuid.uuid4()),
        "detail-type": what,
        "source": source,
        "account": "123456789012",
        "region": "ca-central-1",
        "time": time,
        "resources": [],
        "detail": detail,
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
