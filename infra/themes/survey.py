"""Checks `survey.toml`: a region changes the words; the stored values of answers stay."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Any

from chalicelib.adapters.texts.survey_file import read_questionnaire
from chalicelib.domain.surveys.questions import Axis, Question, Questionnaire, SharedHow
from chalicelib.web.surveys.models import AnswersBody

from .source import Problem

CHOICES: dict[str, type[StrEnum]] = {"how": SharedHow, "best_axis": Axis}
"""The questions that offer choices, and their values."""

LONGEST = 120
"""Characters of a question: what two lines of a phone hold."""

QUOTED = re.compile(r'= *"([^"]+)"|\[("[^"]+"(?:, *"[^"]+")*)\]')
NOT_WORDS = re.compile(r"^(?:name|type|on_the_spot\.choices) *=|^\[|^#")


@dataclass(frozen=True)
class TomlSource:
    """A file of words: `words.toml`, `survey.toml`."""

    path: Path

    @cached_property
    def lines(self) -> list[str]:
        return self.path.read_text("utf-8").splitlines()

    def problem(self, line: int, message: str) -> Problem:
        return Problem(self.path.name, line, message)

    def line_of(self, words: str) -> int:
        return next((n for n, line in enumerate(self.lines, 1) if words in line), 1)

    def prose(self) -> Iterator[tuple[int, str]]:
        """Yield what people read, with its line: values, not keys; no colour and nothing stored."""
        table = ""
        for number, line in enumerate(self.lines, 1):
            if line.startswith("["):
                table = line.strip("[] ")
            if NOT_WORDS.match(line) or table.endswith("_colour") or "formerly" in table:
                continue
            for alone, together in QUOTED.findall(line):
                yield number, alone or together.replace('"', " ")


def check(path: Path) -> Iterator[Problem]:
    source = TomlSource(path)
    try:
        asked = read_questionnaire(path)
    except tomllib.TOMLDecodeError as error:
        yield source.problem(_line_said(error), str(error))
        return
    except (KeyError, TypeError) as error:
        yield source.problem(1, f"missing, or not known: {error}")
        return
    yield from _questions(source, asked)
    for question in asked.session:
        if question.name in AnswersBody.model_fields:
            yield from _question(source, question)
    yield from _formerly(source, asked)


def _line_said(error: Exception) -> int:
    found = re.search(r"at line (\d+)", str(error))
    return int(found[1]) if found else 1


def _questions(source: TomlSource, asked: Questionnaire) -> Iterator[Problem]:
    names, kept = [question.name for question in asked.session], list(AnswersBody.model_fields)
    for name in kept:
        if names.count(name) != 1:
            yield source.problem(1, f"{name} is asked {names.count(name)} times, not once")
    for name in names:
        if name not in kept:
            yield source.problem(source.line_of(f'"{name}"'), f"{name}: answers have no such field")


def _question(source: TomlSource, question: Question) -> Iterator[Problem]:
    line = source.line_of(f'name = "{question.name}"')
    expected = _schema(question.name)
    for what in ("type", "minimum"):
        if getattr(question, what) != expected.get(what):
            yield source.problem(line, f"{question.name}: {what} is {expected.get(what)}")
    if question.required != (question.name in _body()["required"]):
        yield source.problem(line, f"{question.name}: required is not so in the API")
    if not question.label or len(question.label) > LONGEST:
        yield source.problem(line, f"{question.name}: a label of 1 to {LONGEST} characters")
    if question.ends and (len(question.ends) != 2 or question.maximum != expected.get("maximum")):
        yield source.problem(line, f"{question.name}: a scale has two ends, and the API's maximum")
    yield from _choices(source, line, question)


def _choices(source: TomlSource, line: int, question: Question) -> Iterator[Problem]:
    wanted = {each.value for each in CHOICES.get(question.name, ())}
    given = {value for value, label in (question.choices or {}).items() if label}
    for value in sorted(wanted - given):
        yield source.problem(line, f"{question.name}: the choice {value} has no label")
    for value in sorted(given - wanted):
        yield source.problem(line, f"{question.name}: {value} is not one of {sorted(wanted)}")


def _formerly(source: TomlSource, asked: Questionnaire) -> Iterator[Problem]:
    for name, sentences in asked.formerly.items():
        values = {each.value for each in CHOICES.get(name, ())}
        for sentence, value in sentences.items():
            if value not in values:
                yield source.problem(source.line_of(f'"{sentence}"'), f"{name}: {value}, no choice")


def _body() -> dict[str, Any]:
    return AnswersBody.model_json_schema()


def _schema(name: str) -> dict[str, Any]:
    """Return the API's schema of a field, without null where it may be null."""
    whole = _body()
    field: dict[str, Any] = whole["properties"][name]
    field = field.get("anyOf", [field])[0]
    if "$ref" in field:
        field = whole["$defs"][field["$ref"].rpartition("/")[2]]
    kind = field.get("type")
    if isinstance(kind, list):
        (kind,) = set(kind) - {"null"}
    return {**field, "type": kind}
