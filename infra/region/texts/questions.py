"""What is wrong with `survey.toml`: its keys and types, then what its answers are kept by."""

import re
from collections.abc import Iterator
from typing import Any, Literal

from pydantic import Field

from infra.themes import survey

from ..telling import mistakes
from ..values import Empty, Line, Table
from .told import Text, meant

NUMBERED = re.compile(r"questions\[(\d+)\]")


class OnTheSpot(Table):
    asked: bool = True
    label: Line | None = None
    hint: Empty | None = None
    no: Line | None = None
    choices: list[Line] | None = None


class Question(Table):
    name: Line
    type: Literal["integer", "boolean", "array", "string"]
    label: Line
    required: bool = False
    minimum: int | None = None
    maximum: int | None = None
    hint: Empty = ""
    no: Line = "Non"
    ends: list[Line] = Field(default=[])
    choices: dict[str, Line] | None = None
    on_the_spot: OnTheSpot | None = None


class Survey(Table):
    questions: list[Question]
    formerly: dict[str, dict[str, Line]]


def of_questions(file: Text, said: dict[str, Any]) -> Iterator[str]:
    """Yield what is wrong; a question is told by its name."""
    wrong = [_by_name(each, said) for each in mistakes(Survey, said)]
    wrong = wrong or list(_on_the_spot(said["questions"]))
    yield from wrong
    if not wrong:
        yield from (each.message for each in survey.check(file.path))


def _on_the_spot(questions: list[dict[str, Any]]) -> Iterator[str]:
    """Yield the choices that a meeting's room would have, and no question has."""
    for each in questions:
        known = each.get("choices") or {}
        kept = (each.get("on_the_spot") or {}).get("choices") or []
        if set(kept) - known.keys():
            yield from survey.of_choices(each["name"], known)
        for value in kept:
            if value not in known:
                where = f"questions.{each['name']}.on_the_spot.choices"
                yield f"{where}: {value} is no choice{meant(value, known)}"
            elif kept.count(value) > 1:
                yield f"questions.{each['name']}.on_the_spot.choices: {value} is there twice"


def _by_name(problem: str, said: dict[str, Any]) -> str:
    found = NUMBERED.match(problem)
    if not found:
        return problem
    question = said["questions"][int(found[1]) - 1]
    name = question.get("name") if isinstance(question, dict) else None
    return (
        f"questions.{name}{problem[found.end() :]}"
        if isinstance(name, str) and name.strip()
        else problem
    )
