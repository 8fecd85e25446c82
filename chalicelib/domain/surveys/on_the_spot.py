"""The survey on the spot: of an event, open to whoever is there, answered once by each."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from ..errors import Conflict
from ..events.events import Event
from ..ids import owned
from .surveys import Answers

OPEN_AFTER = timedelta(days=1)


class SurveyClosed(Conflict):
    """The event has not begun, is cancelled, or was over a day ago."""

    code = "survey_closed"


@dataclass(frozen=True)
class EventAnswer:
    """`id` is the event's and the respondent's: a participant's, or one made for a browser."""

    id: str
    answers: Answers
    answered_at: datetime
    version: int = 0


@dataclass(frozen=True)
class AnswerCount:
    """How many answered an event's survey: `id` is the event's. Counted with each answer."""

    id: str
    count: int = 0
    version: int = 0


@dataclass(frozen=True)
class Tally:
    """What the answers say together; `satisfaction` is the sum of theirs. `ideas` are nobody's."""

    count: int
    satisfaction: int
    shared: int
    ideas: tuple[str, ...]


def tally(given: Iterable[EventAnswer]) -> Tally:
    """In the order of the ideas themselves, which tells nothing of who had them."""
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
    """Raises SurveyClosed."""
    if not is_open(event, now):
        raise SurveyClosed
