"""Values to show of surveys."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from ... import wiring
from ...adapters.links import LIFETIMES, Purpose
from ...domain.people.callers import epoch_for
from ...domain.people.participants import Participant
from ...domain.surveys.questions import Axis, Question
from ...domain.surveys.surveys import Survey

TESTIMONIAL = "testimonial"
"""The question, and the consent to what is done with its answer."""


def survey(survey: Survey) -> dict[str, Any]:
    return {
        "theme": survey.theme,
        "answered": survey.answers is not None,
        "questions": [_question(each) for each in asked_here(wiring.questionnaire().session)],
    }


def asked_here(questions: Iterable[Question]) -> list[Question]:
    """Return what is asked in this region: nothing of a community where there is none.

    Nor is a testimonial asked for, where nobody is asked whether it may be published.
    """
    programme = wiring.programme()
    publishes = any(each.purpose == TESTIMONIAL for each in programme.consents)
    asked = [each for each in questions if publishes or each.name != TESTIMONIAL]
    return asked if programme.community_url else [_without_community(each) for each in asked]


def _without_community(question: Question) -> Question:
    if question.name != "best_axis" or not question.choices:
        return question
    left = {value: each for value, each in question.choices.items() if value != Axis.COMMUNITY}
    return replace(question, choices=left)


def to_answer(surveys: Iterable[Survey], person: Participant) -> list[dict[str, Any]]:
    """Return the surveys that a person has not answered yet, each with its link."""
    return [
        {"survey": s, "theme": wiring.themes().get(s.theme), "url": _url(s, person)}
        for s in surveys
        if s.answers is None and _left(s) > timedelta()
    ]


def _question(question: Question) -> dict[str, Any]:
    """Describe a question for the API: its bounds if any, and each choice's value and label."""
    choices = [{"value": v, "label": label} for v, label in (question.choices or {}).items()]
    bounds = {"minimum": question.minimum, "maximum": question.maximum}
    return {
        "name": question.name,
        "type": question.type,
        **{name: bound for name, bound in bounds.items() if bound is not None},
        "required": question.required,
        "label": question.label,
        **({"choices": choices} if choices else {}),
    }


def _left(survey: Survey) -> timedelta:
    """Return how long the survey may still be answered by a link: none renews another."""
    return survey.held_at + LIFETIMES[Purpose.SURVEY] - wiring.now()


def _url(survey: Survey, person: Participant) -> str:
    links, now, epoch = wiring.links(), wiring.now(), epoch_for(person, survey.id)
    token = links.token(Purpose.SURVEY, survey.id, epoch, now, _left(survey))
    return links.url("/sondage", token)
