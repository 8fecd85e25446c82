"""Holding back while SES hangs or fails: now and then one mail tests whether that is over.

A mail whose answer is lost may not be tried as often as one likes. So while SES does not answer,
the other mails wait, and a mail whose answer was lost before does not go first: it waits for
another to be accepted, but not for long, nor past the time at which it stops making sense.
"""

from datetime import datetime, timedelta

from ...domain.mail.messages import Message, State

SHORTEST, LONGEST = timedelta(minutes=1), timedelta(minutes=15)
"""How long nothing is sent after an answer that was lost: each time twice as long."""

PATIENCE = timedelta(hours=4)
"""How long a mail whose answer was lost waits for another to go first: most outages are over."""


class Breaker:
    """One sender's view of SES: open after a lost answer, closed again once a mail is accepted."""

    def __init__(self) -> None:
        self._pause = timedelta()
        self._until: datetime | None = None
        self._accepted_at: datetime | None = None

    def unsettled(self, now: datetime) -> None:
        """Record that the answer to a mail sent now was lost."""
        self._pause = min(max(2 * self._pause, SHORTEST), LONGEST)
        self._until = now + self._pause

    def accepted(self, now: datetime) -> None:
        self._pause, self._until, self._accepted_at = timedelta(), None, now

    def holds_back(self, message: Message, now: datetime) -> bool:
        """Return whether a mail had better not be sent now."""
        if self._until is not None and now < self._until:
            return True
        unknown_at = message.put_off_at if message.state is State.UNKNOWN else None
        if unknown_at is None or _ends_soon(message, now):
            return False
        return not self._well_since(unknown_at, now)

    def _well_since(self, moment: datetime, now: datetime) -> bool:
        """Return whether SES accepted a mail since `moment` without failing after it.

        True too if the moment is too long ago to wait for one.
        """
        if now - moment >= PATIENCE:
            return True
        accepted_at = self._accepted_at if self._until is None else None
        return accepted_at is not None and accepted_at > moment


def _ends_soon(message: Message, now: datetime) -> bool:
    """Return whether waiting longer would leave a mail without its other try."""
    return message.expires_at is not None and message.expires_at - now <= LONGEST
