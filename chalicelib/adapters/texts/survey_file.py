"""Reads `templates/survey.toml`."""

import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

from ...domain.surveys.questions import Question, Questionnaire


def read_questionnaire(path: Path) -> Questionnaire:
    """Read the survey.

    Raises KeyError or TypeError naming what is missing: `make check` says where.
    """
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    both = [(each.pop("on_the_spot", {}), _question(each)) for each in data["questions"]]
    return Questionnaire(
        session=tuple(question for _, question in both),
        on_the_spot=tuple(
            _on_the_spot(question, dict(changes))
            for changes, question in both
            if changes.get("asked", True)
        ),
        formerly=data["formerly"],
    )


def _question(fields: dict[str, Any]) -> Question:
    return Question(**{**fields, "ends": tuple(fields.get("ends", ()))})


def _on_the_spot(question: Question, changes: dict[str, Any]) -> Question:
    """Return a question changed for the survey on the spot; `choices` names those to keep."""
    if "choices" in changes:
        labels = question.choices or {}
        changes["choices"] = {value: labels[value] for value in changes["choices"]}
    return replace(question, **changes)
