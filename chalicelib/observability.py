"""The only logger, and the metrics. No name, address or answer goes through here.

Errors are logged by type, code and place, as their text may quote what a person typed. Each line
says which request is behind it.
"""

import traceback
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.logging.formatter import LambdaPowertoolsFormatter

from . import correlation

if TYPE_CHECKING:
    from .domain.unreadable import Unreadable

SERVICE = "brigade"  # the app's name: Chalice logs through the logger of that name
NAMESPACE = "Brigade"


def discreet(exc_info: Any) -> str:
    """Return what happened and where, without the error's text, which may quote a person."""
    _kind, error, trace = exc_info
    frames = traceback.extract_tb(trace)[-8:]
    places = [f"{frame.filename.rsplit('/', 1)[-1]}:{frame.lineno}" for frame in frames]
    return f"{name_of(error)} at {' < '.join(reversed(places))}"


def name_of(error: BaseException) -> str:
    """Return the error's type, and the code and operation if AWS's answer is behind it."""
    answer, operation = getattr(error, "response", None), getattr(error, "operation_name", "")
    if isinstance(answer, dict):
        return f"{type(error).__name__} {answer.get('Error', {}).get('Code')} of {operation}"
    cause = error.__cause__
    answered = f" after {name_of(cause)}" if cause and hasattr(cause, "response") else ""
    return f"{type(error).__name__}{answered}"


class DiscreetFormatter(LambdaPowertoolsFormatter):
    """Powertools' JSON, with discreet tracebacks."""

    def formatException(self, ei: Any) -> str:  # noqa: N802 - logging's own name
        return discreet(ei)

    def serialize(self, log: Any) -> str:
        request = correlation.current.get()
        return super().serialize({**log, "correlation_id": request} if request else log)

    def _extract_log_exception(self, log_record: Any) -> Any:
        if not log_record.exc_info:
            return None, None, None
        return self.formatException(log_record.exc_info), log_record.exc_info[0].__name__, []


logger = Logger(
    service=SERVICE,
    # Options go to the formatter: with a custom one, the logger does not pass them on.
    logger_formatter=DiscreetFormatter(use_rfc3339=True, serialize_stacktrace=False),
)


def measure(name: str, value: float, stage: str, kind: str = "") -> None:
    """Write a count to the log as CloudWatch reads metrics, for the stage and, if given, the kind.

    `infra/packaging` draws these on the dashboard and sets alarms on them.
    """
    from aws_lambda_powertools.metrics import EphemeralMetrics, MetricUnit

    metrics = EphemeralMetrics(namespace=NAMESPACE)
    metrics.add_dimension("stage", stage)
    if kind:
        metrics.add_dimensions(stage=stage, kind=kind)
    metrics.add_metric(name, MetricUnit.Count, value)
    metrics.flush_metrics()


def tell_unreadable(items: "Iterable[Unreadable]", stage: str) -> None:
    """Report items that cannot be read: the log says where they are, the metric raises an alarm."""
    found = [*items]
    for item in found:
        logger.error("unreadable item", extra={"pk": item.pk, "sk": item.sk})
    measure("ItemsUnreadable", len(found), stage)
