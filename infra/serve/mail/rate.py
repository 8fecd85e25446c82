"""How many mails may leave: so many a second, a minute or an hour, one by one."""

import re
import time
from collections.abc import Callable

USUAL = 10 / 3
"""Mails a second, if nothing is said."""

_SAID = re.compile(r"(\d{1,6})/(s|min|h)")
_SECONDS = {"s": 1, "min": 60, "h": 3600}


class WrongRate(ValueError):
    """`MAIL_RATE` is not a number of mails and in how long."""


def read_rate(said: str) -> float:
    """Return mails a second. Raises WrongRate."""
    if not said:
        return USUAL
    found = _SAID.fullmatch(said.replace(" ", ""))
    if found is None or int(found[1]) == 0:
        raise WrongRate(
            "MAIL_RATE=: how many mails your provider lets out, and in what time: 2/s, 30/min or "
            f"500/h, not {said!r}"
        )
    return int(found[1]) / _SECONDS[found[2]]


class Rate:
    """Spreads mails evenly: however long ago the last one left, one leaves at a time."""

    def __init__(self, per_second: float, clock: Callable[[], float] = time.monotonic) -> None:
        self.per_second, self._clock, self._next = per_second, clock, 0.0

    def pause(self) -> float:
        """Return the seconds until a mail may leave."""
        return max(0.0, self._next - self._clock())

    def used(self) -> None:
        """One leaves now."""
        self._next = self._clock() + 1 / self.per_second
