"""What a team does before its first participant: a list that an admin goes through once."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

FIRST_DAY = "first-day"
"""The id of the one item that says what is done."""


class Step(StrEnum):
    """In the order in which they are proposed."""

    IDENTITY = "identity"
    PRIVACY = "privacy"
    THEMES = "themes"
    MAIL = "mail"
    HOURS = "hours"
    EVENT = "event"


BY_HAND = frozenset(Step) - {Step.IDENTITY}
"""An example that is left in the settings is one, whatever somebody says."""


@dataclass(frozen=True)
class Tick:
    """A step that an admin, whose id is `by`, said to be done, at a time (UTC)."""

    step: Step
    by: str
    at: datetime


@dataclass(frozen=True)
class FirstDay:
    """What admins said to be done. `put_away`: they want to see the list no more."""

    id: str
    ticks: tuple[Tick, ...] = ()
    put_away: bool = False
    version: int = 0

    def tick(self, step: Step) -> Tick | None:
        return next((each for each in self.ticks if each.step == step), None)

    def noted(self, step: Step, done: bool, by: str, now: datetime) -> "FirstDay":
        """Return it with a step done, or not; who said it first stays."""
        if (self.tick(step) is not None) is done:
            return self
        others = tuple(each for each in self.ticks if each.step is not step)
        return replace(self, ticks=(*others, Tick(step, by, now)) if done else others)

    def left(self, facts: Collection[Step]) -> tuple[Step, ...]:
        """Return the steps that are neither so in fact nor said to be done."""
        return tuple(step for step in Step if step not in facts and self.tick(step) is None)


NOTHING_DONE = FirstDay(FIRST_DAY)
