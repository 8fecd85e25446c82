"""From bytes to a checked body, or to the errors of each field."""

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ... import wiring
from ...domain.errors import FieldError, InvalidFields
from ...domain.pasted import seen
from .asked import FIELDS
from .problems import NotJson

if TYPE_CHECKING:
    from pydantic import BaseModel
    from pydantic_core import ErrorDetails

MOST, LONGEST = 100, 100
"""Errors in one answer, and characters of a field's name in it."""

MOST_VALUES = 20_000
"""Values in a body, more than any that we take has: what is longer is not looked at."""

CODES = {
    "missing": "required",
    "extra_forbidden": "unknown_field",
    "string_too_short": "required",
    "string_too_long": "too_long",
    "string_pattern_mismatch": "invalid_choice",
    "too_short": "too_few",
    "too_long": "too_many",
    "enum": "invalid_choice",
    "literal_error": "invalid_choice",
    "greater_than_equal": "out_of_range",
    "less_than_equal": "out_of_range",
    "url_parsing": "invalid_url",
    "url_scheme": "invalid_url",
    "url_type": "invalid_url",
    "url_too_long": "too_long",
    "url_syntax_violation": "invalid_url",
    "int_parsing_size": "out_of_range",
    "string_unicode": "control_character",
}
"""Pydantic's error types that get a word of their own; the others say that the type is wrong."""


def parse[M: "BaseModel"](model: type[M], content: bytes) -> M:
    """Return the checked body. Raises NotJson, or InvalidFields with one error per field."""
    from pydantic import ValidationError
    from pydantic_core import from_json

    try:
        document = from_json(content, allow_inf_nan=False)
    except ValueError:
        raise NotJson from None
    _ensure_bounded(document)
    try:
        return model.model_validate_json(
            _as_seen(document, content),
            context={"themes": wiring.themes(), "retired": wiring.programme().retired_themes},
        )
    except ValidationError as error:
        about = str(getattr(model, "about", ""))
        raise _failure(error.errors(include_url=False, include_input=False), about) from None


def parse_fields[M: "BaseModel"](model: type[M], fields: dict[str, Any]) -> M:
    """Check an HTML form in the same way, once it has the shape of the JSON body."""
    return parse(model, json.dumps(fields).encode("utf-8", "surrogatepass"))


def _ensure_bounded(document: Any) -> None:
    """Raise InvalidFields if a body has more values than is worth checking one by one."""
    left, waiting = MOST_VALUES, [document]
    while waiting:
        each = waiting.pop()
        if isinstance(each, dict | list):
            left -= len(each)
            if left < 0:
                raise InvalidFields(FieldError("body", "too_many", MOST_VALUES))
            waiting.extend(each.values() if isinstance(each, dict) else each)


def _as_seen(document: Any, content: bytes) -> bytes:
    """Return a body without what nobody sees in its texts; nothing is written anew otherwise."""
    from pydantic_core import to_json

    cleaned = _cleaned(document)
    return content if cleaned == document else to_json(cleaned)


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return seen(value)
    if isinstance(value, list):
        return [_cleaned(each) for each in value]
    if isinstance(value, dict):
        return {name: _cleaned(each) for name, each in value.items()}
    return value


def _failure(details: "list[ErrorDetails]", about: str) -> Exception:
    by_field: dict[str, FieldError] = {}
    for detail in details:
        error = _field_error(detail)
        by_field.setdefault(error.field, replace(error, about=about))
    return InvalidFields(*list(by_field.values())[:MOST])


def _field_error(detail: "ErrorDetails") -> FieldError:
    path = [str(part) for part in detail["loc"]]
    kind, context = detail["type"], detail.get("ctx") or {}
    field = ".".join(path)[:LONGEST] or "body"
    limit = context.get("limit") or context.get("max_length") or context.get("min_length")
    if field == "consents.program" and kind in ("bool_type", "missing"):
        return FieldError(field, "consent_required")
    counted = limit if isinstance(limit, int) else None
    place, cause = context.get("place"), context.get("cause", "")
    return FieldError(field, _code(kind, context), counted, place, cause)


def _code(kind: str, context: dict[str, Any]) -> str:
    if kind == "too_long" and "limit" in context:  # ours, of a text; pydantic's is of a list
        return "too_long"
    if kind in CODES:
        return CODES[kind]
    if kind in FIELDS:
        return kind
    return "invalid_datetime" if kind.startswith(("datetime", "timezone")) else "wrong_type"
