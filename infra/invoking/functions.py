"""What each function of the app is fed with, and how it is called in this process."""

import sys
from datetime import timedelta
from typing import Any

from .events import Context

READERS = ("dispatch", "count_figures")
"""The functions that read the table's stream, each at its own pace and without its filter."""

WORKERS = {"mail": ("send_mail", 10), "documents": ("make_documents", 1)}
"""Of each queue, the function that it feeds, and with how many records at most."""

SCHEDULED = ("sweep", "fetch_calendars")
"""The functions that run on a schedule."""

SCHEDULE = timedelta(minutes=5)
"""How often: as the stack's shortest schedule; none minds to run more often."""


def call(app: Any, name: str, event: dict[str, Any]) -> Any:
    """Return what a function of the app answers (True for nothing), or None if it failed.

    A failure is told on stderr, by its type alone.
    """
    try:
        answer = getattr(app, name)(event, Context(name))
    except Exception as error:
        tell(name, error)
        return None
    return True if answer is None else answer


def tell(what: str, error: Exception) -> None:
    print(f"{what}: {type(error).__name__}", file=sys.stderr, flush=True)
