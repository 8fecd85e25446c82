"""What the event handlers of `app.py` do with an event as AWS shapes it."""

import json
from collections.abc import Callable
from typing import Any

from . import wiring
from .domain.messages import State
from .domain.people import Role
from .observability import logger
from .workflows.deliver_document import deliver_document
from .workflows.dispatch import dispatch_new
from .workflows.dispatch import sweep as sweep_due
from .workflows.manage_staff import bar, enrol
from .workflows.send_messages import send_message
from .workflows.settle_message import settle_message

Event = dict[str, Any]

SES_STATES = {
    "Send": State.SENT,
    "Delivery": State.DELIVERED,
    "Bounce": State.BOUNCED,
    "Reject": State.BOUNCED,  # SES found a virus in it: it goes nowhere, the address is fine
    "Complaint": State.COMPLAINED,
}
OUTBOX = ("Message", "Document")


def send_mail(event: Event, context: Any) -> Event:
    return _each(event, context, send_message)


def make_documents(event: Event, context: Any) -> Event:
    return _each(event, context, deliver_document)


def dispatch(event: Event) -> None:
    """New outbox entries of the table's stream. An error makes the stream send them again."""
    from .adapters.dynamodb.codec import from_item

    images = [record["dynamodb"].get("NewImage") for record in event["Records"]]
    outbox = [i for i in images if i and i.get("type", {}).get("S") in OUTBOX]
    handed = wiring.run(dispatch_new, [from_item(image) for image in outbox])
    logger.info("dispatched", extra={"count": handed})


def sweep() -> None:
    logger.info("swept", extra={"count": wiring.run(sweep_due)})


def settle_mail(event: Event) -> None:
    """An SES event from EventBridge: its tag names the message."""
    detail = event["detail"]
    state = SES_STATES.get(detail.get("eventType", ""))
    tags = detail.get("mail", {}).get("tags", {}).get("message", [])
    if state is None or not tags:
        logger.info("ignored SES event", extra={"event_type": detail.get("eventType")})
        return
    permanent = detail.get("bounce", {}).get("bounceType") == "Permanent"
    wiring.run(settle_message, tags[0], state, permanent)
    logger.info("settled", extra={"message_id": tags[0], "state": state.value})


def enrol_staff(event: Event) -> None:
    """From the operator: `{"email", "name", "role"}`; a role of `none` bars them.

    Raises KeyError, ValueError or NotFound, which the operator reads.
    """
    email, role = event["email"].strip(), event["role"]
    if "@" not in email:
        raise ValueError("not an address")
    if role == "none":
        wiring.run(bar, email)
    else:
        wiring.run(enrol, email, event["name"].strip() or email, Role(role))
    logger.info("staff changed", extra={"role": role})


def _each(event: Event, context: Any, story: Callable[..., Any]) -> Event:
    """One record at a time; those that fail go back to the queue, the others do not wait."""
    from aws_lambda_powertools.utilities.batch import (
        BatchProcessor,
        EventType,
        process_partial_response,
    )

    def handle(record: Any) -> None:
        try:
            identifier = json.loads(record.body)["id"]
            logger.append_keys(entry=identifier)
            result = wiring.run(story, identifier)
            logger.info(story.__name__, extra={"result": result and str(result)})
        except Exception:
            logger.exception("record failed")
            raise

    processor = BatchProcessor(event_type=EventType.SQS, raise_on_entire_batch_failure=False)
    answer = process_partial_response(event, handle, processor, context)
    return dict(answer)
