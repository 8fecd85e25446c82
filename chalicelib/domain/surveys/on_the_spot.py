"""The survey on the spot, about an event: open to whoever is there, answered once by each."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from ..errors import Conflict
from ..events.events import Event
from ..ids import owned
from .surveys import Answers

OPEN_AFTER = timedelta(days=1)
"""How long the survey stays open after the event."""


class SurveyClosed(Conflict):
    """The event has not begun, is cancelled, or has been over for a day."""

    code = "survey_closed"


@dataclass(frozen=True)
class EventAnswer:
    """One person's answer. `id` joins the event's and the respondent's.

    The respondent is a participant, or an id made for a browser.
    """

    id: str
    answers: Answers
    answered_at: datetime
    version: int = 0


@dataclass(frozen=True)
class AnswerCount:
    """How many have answered an event's survey; `id` is the event's. Written with each answer."""

    id: str
    count: int = 0
    version: int = 0


@dataclass(frozen=True)
class Tally:
    """The answers added up; `satisfaction` is a sum. `ideas` do not say whose they are."""

    count: int
    satisfaction: int
    shared: int
    ideas: tuple[str, ...]


def tally(given: Iterable[EventAnswer]) -> Tally:
    """Return the answers added up, the ideas sorted: their order does not tell whose they are."""
    answers = [each.answers for each in given]
    return Tally(
        count=len(answers),
        satisfaction=sum(each.satisfaction for each in answers),
        shared=sum(each.shared for each in answers),
        ideas=tuple(sorted(each.idea for each in answers if each.idea)),
    )


def answer_id(event_id: str, respondent: str) -> str:
    return owned(event_id, respondent)


def is_open(event: Event, now: datetime) -> bool:
    return event.cancelled_at is None and event.starts_at <= now < event.ends_at + OPEN_AFTER


def ensure_open(event: Event, now: datetime) -> None:
    """Raise SurveyClosed if nobody may answer now."""
    if not is_open(event, now):
        raise SurveyClosed
