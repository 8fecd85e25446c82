"""The bodies of the API of surveys."""

from typing import Annotated

from pydantic import Field

from ...domain.surveys.surveys import Answers
from ..http.bodies import Body
from ..http.fields import Label, Line, Paragraphs


class AnswersBody(Body):
    satisfaction: Annotated[int, Field(ge=1, le=5)]
    shared: bool
    people_reached: Annotated[int, Field(ge=0, le=100_000)] | None = None
    how: list[Label] = Field([], max_length=20)
    project_planned: bool | None = None
    concrete_action: bool | None = None
    best_axis: Line = ""
    idea: Paragraphs = ""
    testimonial: Paragraphs = ""

    def answers(self) -> Answers:
        return Answers(**{**self.model_dump(), "how": tuple(self.how)})


class SurveyBody(Body):
    answers: AnswersBody
