"""What is wrong with a text that names what stands for nothing, or is no text of a mail.

A mail that names what it does not know cannot be made; a label would show the braces.
"""

from collections.abc import Iterable

from chalicelib.domain.errors import FieldError
from chalicelib.domain.mail.messages import Kind
from chalicelib.domain.mail.wording.placeholders import offered

IS = {
    "broken_placeholder": "has a brace that opens or closes nothing",
    "control_character": "is more than one line, or has marks that nobody sees",
    "placeholder_in_address": "has a placeholder within the address of a link",
}
"""What is wrong with a text of a mail, by the code of the error."""


def wrong(error: FieldError, kind: Kind) -> str:
    """Return what is wrong with a text of a kind of mail."""
    if error.code == "unknown_placeholder":
        return unknown(error.named, offered(kind))
    if error.code == "missing_placeholder":
        return f"has to say {error.named}, which nothing else in the mail says"
    if error.code == "too_long":
        return f"should be {error.limit} characters or fewer"
    return IS.get(error.code, f"cannot be said as it is ({error.code})")


def unknown(named: str, known: Iterable[str]) -> str:
    there = ", ".join("{" + each + "}" for each in known)
    return f"{named} stands for nothing here; there is {there}"
