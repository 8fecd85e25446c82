"""What is said of each consent of the settings, which are read to make this: by bodies alone."""

from collections.abc import Callable
from typing import Any

from pydantic import Field, create_model

from ... import wiring
from ...domain.programme import ConsentText
from .bodies import Body
from .fields import Agreed


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
