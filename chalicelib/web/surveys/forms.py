"""The form of a survey, shaped like the API's body."""

from typing import Any

from ... import wiring
from ..http.forms import Fields, first, typed


def answers_body(fields: Fields) -> dict[str, Any]:
    answers: dict[str, Any] = {}
    for question in wiring.questionnaire().session:
        name, text = question.name, first(fields, question.name)
        if question.type == "array":
            answers[name] = fields.get(name, [])
        elif text:
            answers[name] = typed(text, question.type)
    return {"answers": answers}
