"""The survey about a session that was held: satisfaction and reach, asked once."""

from dataclasses import dataclass, replace
from datetime import datetime

from ..errors import Conflict


class AlreadyAnswered(Conflict):
    """The survey of this session has been answered."""

    code = "already_answered"


@dataclass(frozen=True)
class Answers:
    """What the participant answers: the questions of the programme's survey."""

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
    """The survey of one session, under the id of its booking or registration. Times are UTC."""

    id: str
    theme: str
    held_at: datetime
    answers: Answers | None = None
    answered_at: datetime | None = None
    version: int = 0

    def answered(self, answers: Answers, now: datetime) -> "Survey":
        """Return the survey with its answers. Raises AlreadyAnswered the second time."""
        if self.answers is not None:
            raise AlreadyAnswered
        return replace(self, answers=answers, answered_at=now)
