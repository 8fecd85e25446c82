"""What a sweep costs when what waits grows a hundredfold and what is due does not."""

from collections.abc import Iterator
from datetime import timedelta

from chalicelib import wiring
from chalicelib.adapters.dynamodb.codec import to_item
from chalicelib.domain.mail.messages import Kind, Message
from chalicelib.domain.mail.sweeps import ROUND
from chalicelib.workflows.mail.dispatch import sweep
from infra.local.system import build

from .journey import SITE
from .network import Traffic
from .results import Comparison, Result, Unmeasured

DUE, PENDING = 100, 10_000
BATCH = 25  # BatchWriteItem's limit


def measure(pending: int = PENDING) -> list[Result]:
    system = build(SITE)
    traffic = Traffic(wiring.client("dynamodb"), wiring.client("sqs"))
    _seed(_messages("due", DUE, timedelta(minutes=-1)))
    few = _swept(traffic)
    _seed(_messages("later", pending - DUE, timedelta(days=1)))
    system.clock.advance(ROUND)  # what waits in a queue is not handed over again before
    many = _swept(traffic)
    name = f"sweep of {DUE} due among {pending:,} pending"
    baseline = f"among {DUE}"
    return [
        Comparison(f"{name}: {unit}", after, unit, baseline, before).ratio_within(1)
        for unit, before, after in zip(("calls", "items read"), few, many, strict=True)
    ]


def _swept(traffic: Traffic) -> tuple[int, int]:
    """Return the calls to DynamoDB and SQS, and the items that queries looked at (and bill)."""
    traffic.clear()
    handed = wiring.run(sweep).handed_over
    if handed != DUE:
        raise Unmeasured(f"the sweep handed over {handed} messages instead of {DUE}")
    return traffic.calls, traffic.scanned


def _messages(label: str, count: int, due_in: timedelta) -> Iterator[Message]:
    due_at = wiring.now() + due_in
    for number in range(count):
        yield Message(f"p{number:05}-{label}", Kind.REGISTRATION, due_at, due_at, version=1)


def _seed(messages: Iterator[Message]) -> None:
    client, table = wiring.client("dynamodb"), wiring.settings().table
    puts = [{"PutRequest": {"Item": to_item(message)}} for message in messages]
    for first in range(0, len(puts), BATCH):
        client.batch_write_item(RequestItems={table: puts[first : first + BATCH]})
