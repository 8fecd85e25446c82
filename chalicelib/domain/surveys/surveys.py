"""The survey of appreciation and « rayonnement », once per session held."""

from dataclasses import dataclass, replace
from datetime import datetime

from ..errors import Conflict


class AlreadyAnswered(Conflict):
    """The survey of this session was answered."""

    code = "already_answered"


@dataclass(frozen=True)
class Answers:
    """What the participant says: the questions of the programme's survey."""

    satisfaction: int
    shared: bool
    people_reached: int | None = None
    how: tuple[str, ...] = ()
    project_planned: bool | None = None
    concrete_action: bool | None = None
    best_axis: str = ""
    idea: str = ""
    testimonial: str = ""


@dataclass(frozen=True)
class Survey:
    """Shares its suffix with the booking it follows. Times are UTC."""

    id: str
    theme: str
    held_at: datetime
    answers: Answers | None = None
    answered_at: datetime | None = None
    version: int = 0

    def answered(self, answers: Answers, now: datetime) -> "Survey":
        """Raises AlreadyAnswered the second time."""
        if self.answers is not None:
            raise AlreadyAnswered
        return replace(self, answers=answers, answered_at=now)
