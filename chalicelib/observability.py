"""The one logger. No name, address or answer goes through here.

Errors are logged by type, code and place: their text may quote what a person typed.
"""

import traceback
from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.logging.formatter import LambdaPowertoolsFormatter

SERVICE = "brigade"  # the app's name: Chalice logs through the logger of that name


def discreet(exc_info: Any) -> str:
    """What happened and where, without the error's text, which may hold personal information."""
    kind, _error, trace = exc_info
    frames = traceback.extract_tb(trace)[-8:]
    places = [f"{frame.filename.rsplit('/', 1)[-1]}:{frame.lineno}" for frame in frames]
    return f"{kind.__name__} at {' < '.join(reversed(places))}"


class DiscreetFormatter(LambdaPowertoolsFormatter):
    """Powertools' JSON, with discreet tracebacks."""

    def formatException(self, ei: Any) -> str:  # noqa: N802 - logging's own name
        return discreet(ei)

    def _extract_log_exception(self, log_record: Any) -> Any:
        if not log_record.exc_info:
            return None, None, None
        return self.formatException(log_record.exc_info), log_record.exc_info[0].__name__, []


logger = Logger(
    service=SERVICE,
    # Said to the formatter: given one of ours, the logger would not pass them on.
    logger_formatter=DiscreetFormatter(use_rfc3339=True, serialize_stacktrace=False),
)
