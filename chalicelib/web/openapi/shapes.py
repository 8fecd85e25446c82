"""Building blocks of the API's description."""

from typing import Any

from pydantic import BaseModel


def or_null(shape: dict[str, Any]) -> dict[str, Any]:
    return {"oneOf": [shape, {"type": "null"}]}


STRING: dict[str, Any] = {"type": "string"}
BOOL: dict[str, Any] = {"type": "boolean"}
INTEGER: dict[str, Any] = {"type": "integer"}
MOMENT: dict[str, Any] = {"type": "string", "format": "date-time"}
DAY: dict[str, Any] = {"type": "string", "format": "date"}
MAYBE_MOMENT = or_null(MOMENT)
WHO = or_null({"type": "object"})

PUBLIC, PARTICIPANT, SURVEYED, STAFF, ADMIN = "", "participant", "survey", "staff", "admin"
EITHER = "participant or nobody"

Bodies = type[BaseModel] | tuple[type[BaseModel], ...] | dict[str, Any] | None
"""A model, one of several, or the schema of a file."""

Route = tuple[str, str, str, str, Bodies, int, Any]
"""Method, path, name, security, body, status and shape of the answer."""

SPREADSHEET: dict[str, Any] = {"type": "string", "contentMediaType": "text/csv"}


PDF: dict[str, Any] = {"type": "string", "contentMediaType": "application/pdf"}
ARCHIVE: dict[str, Any] = {"type": "string", "contentMediaType": "application/zip"}


def object_of(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties)}


def list_of(item: Any) -> dict[str, Any]:
    return {"type": "array", "items": item}


ACCEPTED = object_of(status={"const": "accepted"})
"""The answer to a request whose outcome is told by mail."""
