"""Why CloudFormation gave up an operation."""

from itertools import takewhile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mypy_boto3_cloudformation import CloudFormationClient

TOLD = 20


def reasons(cloudformation: "CloudFormationClient", stack: str, operation: str) -> list[str]:
    """Return what failed in the stack's last operation, the first cause first; at most twenty.

    `operation`: the token it was started with, which each of its events carries. They come newest
    first, in pages, and those of earlier operations after them.
    """
    pages = cloudformation.get_paginator("describe_stack_events").paginate(StackName=stack)
    events = (event for page in pages for event in page["StackEvents"])
    of_it = takewhile(lambda event: event.get("ClientRequestToken") == operation, events)
    failed = [event for event in of_it if event["ResourceStatus"].endswith("_FAILED")]
    return [
        f"{event['LogicalResourceId']}: {event.get('ResourceStatusReason', 'failed')}"
        for event in reversed(failed)
    ][:TOLD]
