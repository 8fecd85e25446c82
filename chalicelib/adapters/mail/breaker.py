"""Holding back while SES hangs or fails: one mail now and then finds out whether that is over.

A mail whose answer is lost may not be tried as often as one likes. So the others are not sent into
the same silence, and one that met it already does not go first.
"""

from datetime import datetime, timedelta

from ...domain.mail.messages import Message, State
from ...domain.put_off import GIVEN_UP_AFTER

SHORTEST, LONGEST = timedelta(minutes=1), timedelta(minutes=15)
"""How long nothing is sent after an answer that was lost: each time twice as long."""


class Breaker:
    """What one sender knows of SES: open after an answer that was lost, closed by a mail taken."""

    def __init__(self) -> None:
        self._pause = timedelta()
        self._until: datetime | None = None
        self._accepted_at: datetime | None = None

    def unsettled(self, now: datetime) -> None:
        """Nobody can tell what became of a mail that was sent now."""
        self._pause = min(max(2 * self._pause, SHORTEST), LONGEST)
        self._until = now + self._pause

    def accepted(self, now: datetime) -> None:
        self._pause, self._until, self._accepted_at = timedelta(), None, now

    def holds_back(self, message: Message, now: datetime) -> bool:
        """Whether a mail is better not sent now."""
        if self._until is not None and now < self._until:
            return True
        unknown_at = message.put_off_at if message.state is State.UNKNOWN else None
        return unknown_at is not None and not self._well_since(unknown_at, now)

    def _well_since(self, moment: datetime, now: datetime) -> bool:
        """Whether SES took a mail since, and nothing went wrong after that; or it was too long ago
        to wait for one."""
        if now - moment >= GIVEN_UP_AFTER:
            return True
        accepted_at = self._accepted_at if self._until is None else None
        return accepted_at is not None and accepted_at > moment
