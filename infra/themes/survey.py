"""Checks `survey.toml`: a region changes the words; the stored values of answers stay."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Any

from chalicelib.adapters.texts.survey_file import read_questionnaire
from chalicelib.domain.surveys.questions import Axis, Question, Questionnaire, SharedHow
from chalicelib.web.surveys.models import AnswersBody
from infra.region.texts.told import meant

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
            yield source.problem(
                1, f"questions: {name} is asked {names.count(name)} times, not once"
            )
    for name in names:
        if name not in kept:
            told = f"questions.{name}: answers have no such field{meant(name, kept)}"
            yield source.problem(source.line_of(f'"{name}"'), told)


def _question(source: TomlSource, question: Question) -> Iterator[Problem]:
    line, told = source.line_of(f'name = "{question.name}"'), f"questions.{question.name}"
    expected = _schema(question.name)
    for what in ("type", "minimum"):
        there, wanted = getattr(question, what), expected.get(what)
        if there != wanted:
            yield source.problem(line, f"{told}.{what}: is {there}; it should be {wanted}")
    required = question.name in _body()["required"]
    if question.required != required:
        told_so = f"{told}.required: is {str(question.required).lower()}; it should not be so"
        yield source.problem(line, told_so)
    if not question.label or len(question.label) > LONGEST:
        yield source.problem(line, f"{told}.label: it should be 1 to {LONGEST} characters")
    if question.maximum and question.maximum != expected.get("maximum"):
        wanted = f"is {question.maximum}; it should be {expected.get('maximum')}"
        yield source.problem(line, f"{told}.maximum: {wanted}")
    if question.ends and (len(question.ends) != 2 or not question.maximum):
        yield source.problem(line, f"{told}.ends: a scale has two ends, and a maximum")
    if question.maximum and not question.ends:
        yield source.problem(line, f"{told}.ends: is missing: the labels of both ends of a scale")
    yield from _choices(source, line, question)


def _choices(source: TomlSource, line: int, question: Question) -> Iterator[Problem]:
    for problem in of_choices(question.name, question.choices or {}):
        yield source.problem(line, problem)


def of_choices(name: str, given: Mapping[str, str]) -> Iterator[str]:
    """Yield what is wrong with the choices of a question."""
    wanted = [each.value for each in CHOICES.get(name, ())]
    for value in wanted:
        if not given.get(value):
            yield f"questions.{name}.choices.{value}: is missing"
    for value in given:
        if value not in wanted:
            yield f"questions.{name}.choices.{value}: is not a choice{meant(value, wanted)}"


def _formerly(source: TomlSource, asked: Questionnaire) -> Iterator[Problem]:
    for name in CHOICES.keys() - asked.formerly.keys():
        yield source.problem(1, f"formerly.{name}: is missing")
    for name, sentences in asked.formerly.items():
        if name not in CHOICES:
            yield source.problem(1, f"formerly.{name}: is not a table{meant(name, CHOICES)}")
            continue
        values = [each.value for each in CHOICES[name]]
        for sentence, value in sentences.items():
            if value not in values:
                told = f"formerly.{name}.{sentence}: is {value}, which is no choice"
                told += meant(value, values)
                yield source.problem(source.line_of(f'"{sentence}"'), told)


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
