"""What the bodies of several areas share: strictness, the schema of a patch, the consents."""

from collections.abc import Callable
from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field, create_model

from ... import wiring
from ...domain.programme import ConsentText
from .fields import Agreed, Email


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


def asking(
    kind: Any, unsaid: Any, texts: tuple[ConsentText, ...] = ()
) -> Callable[[type[Body]], Any]:
    """Give a body a field of a kind for each consent of the settings but the programme's."""

    def with_consents(body: type[Body]) -> type[Body]:
        # A purpose is a region's word, perhaps a method's name: it is an alias.
        fields: dict[str, Any] = {
            f"of_{text.purpose}": (kind, Field(unsaid, alias=text.purpose))
            for text in texts or wiring.programme().consents
            if not text.required
        }
        return create_model(
            body.__name__, __base__=body, __module__=body.__module__, __doc__=body.__doc__, **fields
        )

    return with_consents


@asking(bool, unsaid=False)
class ConsentsBody(Body):
    program: Agreed

    def asked(self) -> dict[str, bool]:
        """Return what is said of each purpose.

        Who says nothing of summaries has not refused those of the community.
        """
        said = self.model_dump(by_alias=True)
        if "of_summaries" not in self.model_fields_set:
            said.pop("summaries", None)
        return said


class LinkBody(Body):
    """The address of somebody who asks for a link."""

    email: Email
