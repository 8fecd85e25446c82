"""The bodies of the API of surveys."""

from typing import Annotated, Any

from pydantic import BeforeValidator, Field, ValidationInfo

from ... import wiring
from ...domain.surveys.questions import Axis, SharedHow
from ...domain.surveys.surveys import Answers
from ..http.bodies import Body
from ..http.fields import Paragraphs


def _value(said: Any, info: ValidationInfo) -> Any:
    """Return a choice's value; its sentence, which older pages sent, is accepted too."""
    if not isinstance(said, str):
        return said
    return wiring.questionnaire().value(str(info.field_name), said) or None


def _or_unsaid(schema: dict[str, Any]) -> None:
    """Say that a choice may be empty, as a form sends it."""
    schema["anyOf"].append({"const": ""})


_CHOICE = (Field(strict=False), BeforeValidator(_value))
_CHOICE_OR_NONE = (Field(strict=False, json_schema_extra=_or_unsaid), BeforeValidator(_value))


class AnswersBody(Body):
    satisfaction: Annotated[int, Field(ge=1, le=5)]
    shared: bool
    people_reached: Annotated[int, Field(ge=0, le=100_000)] | None = None
    how: list[Annotated[SharedHow, *_CHOICE]] = Field([], max_length=20)
    project_planned: bool | None = None
    concrete_action: bool | None = None
    best_axis: Annotated[Axis | None, *_CHOICE_OR_NONE] = None
    idea: Paragraphs = ""
    testimonial: Paragraphs = ""

    def answers(self) -> Answers:
        given = self.model_dump()
        given["how"] = tuple(each.value for each in self.how)
        given["best_axis"] = str(self.best_axis or "")
        return Answers(**given)


class SurveyBody(Body):
    answers: AnswersBody
