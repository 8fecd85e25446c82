"""What `/openapi.json` says of the survey of a session."""

from ..surveys import models
from .shapes import BOOL, INTEGER, STRING, SURVEYED, Route, list_of, object_of

CHOICE = object_of(value=STRING, label=STRING)
QUESTION = object_of(name=STRING, type=STRING, required=BOOL, label=STRING)
QUESTION["properties"] |= {"minimum": INTEGER, "maximum": INTEGER, "choices": list_of(CHOICE)}
SURVEY = object_of(theme=STRING, answered=BOOL, questions=list_of(QUESTION))

ROUTES: tuple[Route, ...] = (
    ("get", "/api/v1/survey", "get_survey", SURVEYED, None, 200, SURVEY),
    (
        "post",
        "/api/v1/survey",
        "answer_survey",
        SURVEYED,
        models.SurveyBody,
        201,
        object_of(status={"const": "answered"}),
    ),
)
