"""A clock that runs with the machine's and can be moved, but only forward."""

import threading
import time
from datetime import UTC, datetime, timedelta

LATEST = datetime(2100, 1, 1, tzinfo=UTC)
"""Later than this, the dates of links and mails would leave the calendar."""


class NotForward(ValueError):
    """The clock only goes forward."""


def _check(now: datetime, step: timedelta) -> None:
    """Check a step. Raises NotForward if it is negative, OverflowError if it passes LATEST."""
    if step < timedelta():
        raise NotForward
    if step > LATEST - now:
        raise OverflowError


class MovableClock:
    def __init__(self) -> None:
        self._offset, self._lock = timedelta(), threading.Lock()

    def now(self) -> datetime:
        """Return the time in UTC, to the second."""
        return (datetime.now(UTC) + self._offset).replace(microsecond=0)

    def milliseconds(self) -> float:
        return (time.time() + self._offset.total_seconds()) * 1000

    def advance(self, step: timedelta) -> None:
        """Move by a step. Raises NotForward if it is negative."""
        _check(self.now(), step)
        with self._lock:
            self._offset += step

    def move_to(self, moment: datetime) -> None:
        """Move to a moment. Raises NotForward if it is past."""
        now = datetime.now(UTC) + self._offset
        if moment < now.replace(microsecond=0):
            raise NotForward
        self.advance(max(moment - now, timedelta()))


class StillClock(MovableClock):
    """Stands still until it is moved, so that two runs tell the same story to the minute."""

    def __init__(self, start: datetime) -> None:
        super().__init__()
        self._now = start.astimezone(UTC)

    def now(self) -> datetime:
        return self._now

    def milliseconds(self) -> float:
        return self._now.timestamp() * 1000

    def advance(self, step: timedelta) -> None:
        _check(self.now(), step)
        self._now += step

    def move_to(self, moment: datetime) -> None:
        self.advance(moment - self._now)
