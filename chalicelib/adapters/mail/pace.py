"""How fast one sender may go, so that all senders together keep to the account's rate."""

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from ...observability import logger, name_of

if TYPE_CHECKING:
    from mypy_boto3_sesv2 import SESV2Client

SENDERS = 3
"""Senders at a time: the `MaximumConcurrency` of SendMail in `infra/stack/functions.json`."""

LONGEST = 4.0
"""Seconds between two mails at most: the ten of a batch fit in the function's time."""

SLOWEST = 8.0
"""How many times slower than the rate a sender goes at most, after throttles."""

SAFE = 1.0
"""Mails a second when the rate is unknown: what SES grants at first."""

RATE_KEPT = 900
"""Seconds that SES's answer is kept: the rate it grants changes."""


class Pace:
    """One sender's share of `rate`, the mails a second that all senders may send together."""

    def __init__(
        self,
        rate: Callable[[], float],
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._rate, self._clock, self._sleep = rate, clock, sleep
        self._slower, self._next = 1.0, 0.0

    def wait(self) -> None:
        """Wait until this sender may send its next mail."""
        pause = self._next - self._clock()
        if pause > 0:
            self._sleep(pause)
        self._plan()

    def throttled(self) -> None:
        """Halve the speed, from the next mail on."""
        self._slower = min(2 * self._slower, SLOWEST)
        self._plan()

    def accepted(self) -> None:
        """Speed up a little, back to the normal rate in the end."""
        self._slower = max(1.0, 0.9 * self._slower)

    def _plan(self) -> None:
        self._next = self._clock() + min(self._slower * SENDERS / self._rate(), LONGEST)


class AccountRate:
    """The mails a second that SES grants the account, asked for from time to time."""

    def __init__(
        self, new_client: Callable[[], "SESV2Client"], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._new_client, self._clock = new_client, clock
        self._known, self._until = SAFE, 0.0

    def __call__(self) -> float:
        if self._clock() >= self._until:
            self._until = self._clock() + RATE_KEPT
            self._known = self._ask()
        return self._known

    def _ask(self) -> float:
        from botocore.exceptions import BotoCoreError, ClientError

        try:
            granted = self._new_client().get_account()["SendQuota"]["MaxSendRate"]
        except (BotoCoreError, ClientError, KeyError) as error:
            logger.warning("SES does not say its rate", extra={"exception": name_of(error)})
            return self._known
        return granted if granted > 0 else SAFE
