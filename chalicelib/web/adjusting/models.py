"""The body of a change of settings, checked by pydantic; each value, by the domain's schema."""

from typing import Annotated, Any

from pydantic import Field

from ...domain.adjusting.fields import MOST_SEATS, SCHEMA, Kind
from ...domain.adjusting.fields import Field as Setting
from ..http.bodies import Body
from ..http.fields import Remark

_TEXT: dict[str, Any] = {"type": "string"}
_MAYBE: dict[str, Any] = {"type": ["string", "null"]}
_WEB = {**_MAYBE, "examples": ["https://example.org/"]}
_SLUG = {**_TEXT, "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$", "examples": ["decouvrabilite"]}
_HOUR = {**_TEXT, "pattern": "^[0-9]{2}:[0-9]{2}(:[0-9]{2})?$", "examples": ["09:00"]}


def shape_of(field: Setting) -> dict[str, Any]:
    """Return the schema of a setting's value."""
    number = {"type": "integer", "minimum": field.least, "maximum": field.most}
    match field.kind:
        case Kind.COUNT:
            return number
        case Kind.DESCENDING | Kind.ASCENDING:
            return _list_of(number, field)
        case Kind.THEMES:
            return _list_of(_SLUG, field)
        case Kind.ROOMS:
            seats = {"type": ["integer", "null"], "minimum": 0, "maximum": MOST_SEATS}
            return _list_of(_named(address=_MAYBE, access=_MAYBE, seats=seats), field)
        case Kind.TOOLS:
            return _list_of(_named(url=_WEB, why=_MAYBE), field)
        case Kind.DAY:
            return {**_TEXT, "format": "date"}
        case Kind.HOUR:
            return _HOUR
    return {**_TEXT, "minLength": field.least, "maxLength": field.most}


def _list_of(each: dict[str, Any], field: Setting) -> dict[str, Any]:
    fewest, most = field.values
    return {"type": "array", "items": each, "minItems": fewest, "maxItems": most}


def _named(**parts: Any) -> dict[str, Any]:
    return {"type": "object", "properties": {"name": _TEXT, **parts}, "required": ["name"]}


def shapes() -> dict[str, Any]:
    """Return that of each, by key; null puts one back to its default."""
    return {key: {"oneOf": [shape_of(field), {"type": "null"}]} for key, field in SCHEMA.items()}


class SettingsBody(Body):
    """`values` by key, null for the default; `read`: the number of the last change that was seen.

    Without `read`, what another admin changed meanwhile is written over.
    """

    about = "settings"

    values: Annotated[
        dict[str, Any],
        Field(max_length=len(SCHEMA), json_schema_extra={"properties": shapes()}),
    ]
    read: Annotated[int, Field(ge=0, le=99_999_999)] | None = None
    reason: Remark = ""
