"""The survey on the spot, about an event: open to whoever is there, answered once by each."""

from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from ..errors import Conflict
from ..events.events import Event
from ..events.registrations import EventRegistration
from ..ids import is_participant, owned, owner_of, suffix_of
from .surveys import Answers

OPEN_AFTER = timedelta(days=1)
"""How long the survey stays open after the event."""


FEW = 5
"""Answers of people whom nothing recognises, where nobody has a seat: the room was open to all."""


class SurveyFull(Conflict):
    """As many have answered as are there; who has a seat answers from their own link."""

    code = "survey_full"


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
    """The answers added up; `satisfaction` is a sum. `ideas` do not say whose they are.

    `recognised`: how many of them came from the session of somebody, who answers once.
    """

    count: int
    recognised: int
    satisfaction: int
    shared: int
    ideas: tuple[str, ...]


def tally(given: Iterable[EventAnswer]) -> Tally:
    """Return the answers added up, the ideas sorted: their order does not tell whose they are."""
    held = list(given)
    answers = [each.answers for each in held]
    return Tally(
        count=len(answers),
        recognised=sum(is_recognised(respondent_of(each)) for each in held),
        satisfaction=sum(each.satisfaction for each in answers),
        shared=sum(each.shared for each in answers),
        ideas=tuple(sorted(each.idea for each in answers if each.idea)),
    )


def answer_id(event_id: str, respondent: str) -> str:
    return owned(event_id, respondent)


def respondent_of(answer: EventAnswer) -> str:
    return suffix_of(suffix_of(answer.id))


def is_recognised(respondent: str) -> bool:
    """Return whether a respondent is a participant, and not a browser of nobody knows whom."""
    return is_participant(respondent)


def most_unrecognised(roster: Iterable[EventRegistration], unproven: Container[str]) -> int:
    """Return how many answers there may be before only those who are recognised are heard.

    As many as are marked present, once somebody is; before that, as have a seat, without those
    `unproven` whom a form alone gave one: it is by their id that they are known.
    """
    seated = [each for each in roster if each.seated]
    present = sum(each.attended for each in seated)
    expected = sum(not (each.provisional and owner_of(each.id) in unproven) for each in seated)
    return present or expected or FEW


def is_open(event: Event, now: datetime) -> bool:
    return event.cancelled_at is None and event.starts_at <= now < event.ends_at + OPEN_AFTER


def ensure_open(event: Event, now: datetime) -> None:
    """Raise SurveyClosed if nobody may answer now."""
    if not is_open(event, now):
        raise SurveyClosed
