"""An erasure under way: what a person asked for, until nothing of them is left."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zlib import crc32

from ..put_off import SOONEST

LOOKED_AT_AGAIN = timedelta(minutes=1)
"""When one looks once more: what was being written of the person meanwhile is written by then."""

ADVISERS_TOLD = timedelta(days=3)
"""How long a cancelled session is kept, without its person, for the mail that tells its adviser."""

CONFIRMED_WITHIN = timedelta(hours=1)
"""How long the address is kept at most for the mail that confirms the erasure."""

TRIES = 2
"""How often that mail is tried at most, if nobody can tell whether it left."""

_OF_ALL = "erased"
_PARTS = 16


@dataclass(frozen=True)
class Erasure:
    """What is still to be erased of a person, whose id this is.

    Their own item is gone from its first moment on. `email` is kept until they are told, "" after
    that; so is `guardian`, the address that is told for a child, or for who was written to at
    somebody else's. `tries` counts the mails that may have left. `sessions` are the cancelled ones
    of which an adviser is still to be told. `silent`: nobody is told, as nobody has proven the
    address, or no mail reaches it. `next_at` (UTC) is when
    a sweep goes on; `again`, that it is the last look.
    """

    id: str
    email: str
    asked_at: datetime
    next_at: datetime
    silent: bool = False
    sessions: tuple[str, ...] = ()
    tries: int = 0
    again: bool = False
    correlation: str = ""
    guardian: str = ""
    version: int = 0

    def due(self, now: datetime) -> bool:
        return self.next_at <= now

    def confirms(self, now: datetime) -> bool:
        """Return whether the person is still to be told."""
        in_time = now <= self.asked_at + CONFIRMED_WITHIN
        return (
            bool(self.email or self.guardian) and not self.silent and in_time and self.tries < TRIES
        )

    def trying(self) -> "Erasure":
        """Return it with one more mail that may have left."""
        return replace(self, tries=self.tries + 1)

    def not_told(self, now: datetime) -> "Erasure":
        """Return it after a mail that certainly did not leave: another sweep tries again."""
        return replace(self.later(now), tries=self.tries - 1)

    def later(self, now: datetime) -> "Erasure":
        return replace(self, next_at=now + SOONEST)

    def told(self) -> "Erasure":
        """Return it without the address, which nothing needs any more."""
        return replace(self, email="", guardian="")

    def cancelling(self, booking_id: str) -> "Erasure":
        return replace(self, sessions=(*self.sessions, booking_id))

    def looked_at_again(self, now: datetime) -> "Erasure | None":
        """Return it for the last look, or None after that: nothing is left to be done."""
        if not self.again:
            return replace(self, again=True, next_at=now + LOOKED_AT_AGAIN)
        if self.sessions and now < self.advisers_told_at:
            return replace(self, next_at=self.advisers_told_at)
        return None

    @property
    def advisers_told_at(self) -> datetime:
        """When each adviser has been told of the sessions that were cancelled."""
        return self.asked_at + ADVISERS_TOLD


def counted_among(person_id: str) -> str:
    """Return the owner of what is counted of all who were erased, or of a part of them.

    Several, so that none of their items grows too large.
    """
    return f"{_OF_ALL}{crc32(person_id.encode()) % _PARTS:x}"


def all_counted() -> list[str]:
    return [f"{_OF_ALL}{part:x}" for part in range(_PARTS)]
