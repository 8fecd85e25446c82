"""Asking the table again after a refusal that passes: how often, how long, until when.

Two writes met, a key is too busy, the account's limit is reached, AWS had an accident: the same
call may well pass a moment later. botocore asks again twice for some of these; it raises the others
at once, such as those inside a cancelled transaction.

Repeating is safe even where a call went through and only its answer was lost. A transaction carries
a token that DynamoDB remembers for ten minutes. A plain write has a condition on what it changes:
if it was already made, it is refused as Stale, and the story reads again.
"""

import time
from collections import Counter
from collections.abc import Callable, Mapping
from random import SystemRandom
from typing import Any

from botocore.exceptions import ClientError

from ...domain.calls import Call
from ...domain.errors import Busy

TRIES = 8
SHORTEST = 0.04
"""Seconds: the longest first pause. Each later limit is twice the one before."""

LONGEST = 4.0
"""Seconds that one story waits in all. API Gateway gives up on a request after 29."""

PASSING = {
    "InternalServerError",
    "ProvisionedThroughputExceededException",
    "RequestLimitExceeded",
    "ThrottlingException",
    "TransactionConflictException",
    "TransactionInProgressException",
}
PASSING_REASONS = {"ProvisionedThroughputExceeded", "ThrottlingError", "TransactionConflict"}
_random = SystemRandom()


class Patience:
    """The waiting time of one story, shared by all its calls, and how many it made of each kind."""

    def __init__(
        self,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
        uniform: Callable[[float, float], float] = _random.uniform,
    ) -> None:
        self._sleep, self._clock, self._uniform = sleep, clock, uniform
        self._left = LONGEST
        self.made: Counter[Call] = Counter()

    def tried[T](self, call: Callable[[], T], kind: Call | None = None) -> T:
        """Return what the call answers; one of a `kind` is counted.

        Raises Busy if it is refused each time; other errors at once.
        """
        attempt = 0
        self.made.update([kind] if kind else [])
        while True:
            began = self._clock()
            try:
                return call()
            except ClientError as refused:
                if not _passes(refused.response):
                    raise
            self._left -= self._clock() - began  # botocore's own pauses count
            self.pause(attempt)
            attempt += 1

    def pause(self, attempt: int) -> None:
        """Wait after the nth refusal in a row, from 0. Raises Busy if tries or time run out."""
        seconds = self._uniform(0, SHORTEST * 2**attempt)
        if attempt + 1 >= TRIES or seconds > self._left:
            raise Busy
        self._left -= seconds
        self._sleep(seconds)


def _passes(answer: Mapping[str, Any]) -> bool:
    if answer["Error"]["Code"] == "TransactionCanceledException":
        reasons = {reason.get("Code", "None") for reason in answer["CancellationReasons"]}
        return bool(reasons & PASSING_REASONS) and reasons <= {"None", *PASSING_REASONS}
    status = answer.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
    return answer["Error"]["Code"] in PASSING or status >= 500
