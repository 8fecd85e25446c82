"""How often something may be done: so many in a time, evenly, of which some at once (GCRA).

A budget remembers one number, the moment until which it is used: each time moves it by a step, and
it is full when that moment is too far ahead. Nothing has to be counted, or counted down.
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

MILLISECOND = timedelta(milliseconds=1)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Limit:
    """So many (`times`) in a time (`within`), `at_once` of them without a pause between."""

    times: int
    within: timedelta
    at_once: int

    @property
    def step(self) -> int:
        """By how much one time moves a budget, in milliseconds."""
        return -(-self.within // MILLISECOND // self.times)

    @property
    def room(self) -> int:
        """How far ahead a budget may be used for one more time, in milliseconds."""
        return (self.at_once - 1) * self.step

    def after(self, used_until: int, now: datetime) -> int | None:
        """Return until when a budget is used after one more time; None if it is full."""
        at = milliseconds(now)
        return None if used_until - at > self.room else max(used_until, at) + self.step

    def wait(self, used_until: int, now: datetime) -> timedelta:
        """Return how long until there is room for one more time; none if there is."""
        return max(used_until - milliseconds(now) - self.room, 0) * MILLISECOND


@dataclass(frozen=True)
class Budget:
    """What is used of a limit by one subject, who cannot be told from its `id`.

    `used_until` is in milliseconds since 1970: a second may hold several.
    """

    id: str
    used_until: int
    expires_at: datetime
    version: int = 0

    def once_more(self, limit: Limit, now: datetime) -> "Budget":
        """Return the budget after one more time, which is taken even where it is full."""
        used_until = max(self.used_until, milliseconds(now)) + limit.step
        expires_at = moment_of(used_until + limit.room)
        return replace(self, used_until=used_until, expires_at=expires_at)


def milliseconds(moment: datetime) -> int:
    return (moment - EPOCH) // MILLISECOND


def moment_of(at: int) -> datetime:
    """Return the moment of a number of milliseconds since 1970."""
    return EPOCH + at * MILLISECOND
