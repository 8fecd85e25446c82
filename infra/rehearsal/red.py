"""How a step of the rehearsal fails."""

import time
from collections.abc import Callable

PATIENCE = 40.0
"""Seconds that anything asynchronous may take: most takes one or two, a cold start some more."""


class Red(Exception):
    """A step failed: which, and what was seen instead."""

    def __init__(self, step: str, seen: str) -> None:
        super().__init__(f"{step}: {seen}")
        self.step = step


def must(step: str, holds: object, seen: object = "") -> None:
    """Raise Red with what was seen, unless `holds`."""
    if not holds:
        raise Red(step, str(seen)[:600] or "it does not hold")


def eventually[T](step: str, look: Callable[[], T | None], seconds: float = PATIENCE) -> T:
    """Return what `look` returns once that is something. Raises Red after that many seconds."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        found = look()
        if found:
            return found
        time.sleep(0.25)
    raise Red(step, f"nothing within {seconds:.0f} seconds")
