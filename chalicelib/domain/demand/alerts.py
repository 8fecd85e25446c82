"""Who wants to be told once an hour for a theme is free, in the order in which they asked.

As many are told as hours are free; who was told has a turn, in which nobody else is told of those.
Nothing is reserved: the first to book an hour has it.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from ..errors import Conflict
from ..ids import owner_of

TURN = timedelta(hours=24)
"""How long who was told may choose before the next in line are told."""


class HoursFree(Conflict):
    """An hour for the theme is free: there is nothing to wait for."""

    code = "hours_free"


@dataclass(frozen=True)
class Alert:
    """That somebody wants to be told of a theme; `id` begins with theirs. Times are UTC.

    They wait in line by `asked_at` until they are `told_at`; their turn is over at `until`, None
    once that was seen. `asks` counts how often they asked: their mails are bound to it.
    """

    id: str
    theme: str
    asked_at: datetime
    asks: int = 1
    told_at: datetime | None = None
    until: datetime | None = None
    version: int = 0

    @property
    def person_id(self) -> str:
        return owner_of(self.id)

    @property
    def waits(self) -> bool:
        return self.told_at is None

    def told(self, now: datetime, until: datetime) -> "Alert":
        return replace(self, told_at=now, until=until)

    def asked_again(self, now: datetime) -> "Alert":
        """Return it at the end of the line, once who was told asks anew."""
        return replace(self, asked_at=now, asks=self.asks + 1, told_at=None, until=None)

    def back_in_line(self) -> "Alert":
        """Return it at its place in line: the hours were gone before the mail left."""
        return replace(self, asks=self.asks + 1, told_at=None, until=None)

    def turn_over(self) -> "Alert":
        return replace(self, until=None)
