"""What the sweeps set aside because of an item that they could not read."""

from collections.abc import Iterator
from typing import Any

from chalicelib.adapters.dynamodb.store import Store
from chalicelib.domain.mail.due import SetAside

from .stage import stack_name

SHOWN = 1000


def lines(session: Any, stage: str) -> Iterator[str]:
    """Yield a line for each, the one to look at first before the others."""
    found = session.client("cloudformation").describe_stack_resource(
        StackName=stack_name(stage), LogicalResourceId="Table"
    )
    table = found["StackResourceDetail"]["PhysicalResourceId"]
    store = Store(lambda: session.client("dynamodb"), table)
    yield from map(line, store.aside(SHOWN))


def line(aside: SetAside) -> str:
    since = f"{aside.since:%Y-%m-%d %H:%M} UTC" if aside.since else "nobody knows when"
    place = f"{aside.item.pk} {aside.item.sk}"
    if aside.entity is None:
        return f"{place}  cannot be read  since {since}"
    if aside.cause == aside.item:
        return f"{place}  can be read again  since {since}"
    return f"{place}  waits for {aside.cause.pk} {aside.cause.sk}  since {since}"
