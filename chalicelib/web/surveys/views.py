"""Values to show of surveys."""

from collections.abc import Iterable
from typing import Any

from ... import wiring
from ...adapters.links import Purpose
from ...domain.surveys.surveys import Survey
from .questions import QUESTIONS


def survey(survey: Survey) -> dict[str, Any]:
    return {
        "theme": survey.theme,
        "answered": survey.answers is not None,
        "questions": list(QUESTIONS),
    }


def to_answer(surveys: Iterable[Survey], link_epoch: int) -> list[dict[str, Any]]:
    """Those that somebody has not answered yet, each with its link."""
    return [
        {"survey": s, "theme": wiring.themes().get(s.theme), "url": _url(s.id, link_epoch)}
        for s in surveys
        if s.answers is None
    ]


def _url(survey_id: str, link_epoch: int) -> str:
    links = wiring.links()
    return links.url("/sondage", links.token(Purpose.SURVEY, survey_id, link_epoch, wiring.now()))
