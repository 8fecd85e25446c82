"""What the bodies of several areas share: strictness, the schema of a patch."""

from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict

from .fields import Email


class Body(BaseModel):
    """Strict: "true" is no boolean and "5" no number. Errors never quote what was typed.

    `about` is its subject where its fields ask for something of their own (`asked.py`).
    """

    about: ClassVar[str] = ""

    model_config = ConfigDict(strict=True, hide_input_in_errors=True, defer_build=True)


def as_a_patch(schema: dict[str, Any]) -> None:
    """Remove defaults from a patch's schema: an absent field stays as it is."""
    for field in schema["properties"].values():
        field.pop("default", None)


CHANGES = ConfigDict(
    strict=True,
    hide_input_in_errors=True,
    defer_build=True,
    extra="forbid",
    json_schema_extra=as_a_patch,
)
"""For the bodies of PATCH."""


class LinkBody(Body):
    """The address of somebody who asks for a link."""

    email: Email
