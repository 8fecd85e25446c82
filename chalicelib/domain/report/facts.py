"""What a report counts: facts about people and events, live or from an imported edition.

Times are wall times of the programme's zone, without offset: an edition is a span of its days.
"""

from dataclasses import dataclass
from datetime import date, datetime

INDIVIDUAL, GROUP = "individual", "group"
"""The formats of a session: with one person, or with several at once."""

MODES = ("in_person", "online")
"""How somebody came to a meeting."""


@dataclass(frozen=True)
class SessionFact:
    """One completed session of one person: an accompaniment."""

    theme: str
    format: str
    starts_at: datetime


@dataclass(frozen=True)
class AttendanceFact:
    """One meeting that a person attended. `event` is its reference; `mode` "" if not known.

    `kind` and `starts_at` are the event's: what somebody adds to an edition is told by their own
    facts alone.
    """

    event: str
    kind: str
    starts_at: datetime
    mode: str = ""


@dataclass(frozen=True)
class AnswerFact:
    """One answer of a person to a survey; None where a question was left out."""

    answered_at: datetime
    shared: bool | None = None
    people_reached: int | None = None
    project_planned: bool | None = None
    concrete_action: bool | None = None
    best_axis: str = ""
    satisfaction: int | None = None


@dataclass(frozen=True)
class PersonFacts:
    """Everything about one person that a report may count.

    `level` is the latest level of maturity, `level_before` the one of their registration. `counts`
    tells whether the address is proven: nothing of other people is counted. `referred` is what they
    declared, that a colleague told them of it; `through_participant` what was observed, that they
    came by a participant's own link. `booked_at` are the starts of the sessions they booked,
    whatever became of them. `editions` are the first days of all editions in which they were
    accompanied, as far as is known.
    """

    registered_at: datetime | None
    kind: str = ""
    level: str = ""
    level_before: str = ""
    discipline: str = ""
    referred: bool = False
    through_participant: bool = False
    counts: bool = True
    booked_at: tuple[datetime, ...] = ()
    sessions: tuple[SessionFact, ...] = ()
    attendances: tuple[AttendanceFact, ...] = ()
    answers: tuple[AnswerFact, ...] = ()
    editions: tuple[date, ...] = ()


@dataclass(frozen=True)
class EventFacts:
    """A meeting of the edition. `ref` names it in attendances; `mode` is where it takes place."""

    ref: str
    title: str
    kind: str
    themes: tuple[str, ...]
    starts_at: datetime
    mode: str = ""
