"""The metrics of mail and of what is handed over, by their names in CloudWatch."""

from . import observability, wiring
from .domain.mail.limits.first_mails import HELD
from .domain.mail.messages import NOT_ACCEPTED, THROTTLED, UNSETTLED, Message, State

METRICS = {
    State.SENT: "MessagesSent",
    State.DELIVERED: "MessagesDelivered",
    State.BOUNCED: "MessagesBounced",
    State.COMPLAINED: "MessagesComplained",
    State.FAILED: "MessagesFailed",
    State.CANCELLED: "MessagesCancelled",
}
PUT_OFF = {
    NOT_ACCEPTED: "MessagesPutOff",
    THROTTLED: "MessagesThrottled",
    UNSETTLED: "MessagesUnknown",
    HELD: "FirstMailsHeld",
}
"""The metric of a mail that waits, by its reason; counted each time it is put off."""

SWEPT = ("MessagesUnknown", "MessagesStuck", "ItemsUnreadable")
"""The metrics that each sweep writes, even when they are zero."""

RARE = ("RecordsFailed", "SeatsRestless", "MessagesLate", "FormsRefused")
"""The metrics written only when it happens, like those of `METRICS` and `PUT_OFF`."""


def count(message: Message) -> None:
    """Count what became of a message: settled, or put off."""
    waits = PUT_OFF.get(message.reason) if message.open else None
    count_one(METRICS.get(message.state, waits), message.kind.value)
    if message.late(wiring.now()):
        count_one("MessagesLate", message.kind.value)


def count_one(metric: str | None, kind: str) -> None:
    """Count one of a kind, unless what happened has no metric."""
    if metric:
        observability.measure(metric, 1, wiring.settings().stage, kind)


def count_sweep(unknown: int, stuck: int, set_aside: int, restless: int) -> None:
    """Write what a sweep found; events whose seats were put right often, only if there are any."""
    found = dict(zip(SWEPT, (unknown, stuck, set_aside), strict=True))
    rare = {"SeatsRestless": restless} if restless else {}
    for metric, value in (found | rare).items():
        observability.measure(metric, value, wiring.settings().stage)
