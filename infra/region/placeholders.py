"""What stands between braces in a region's labels and mails: whether it stands for anything.

A mail that names what it does not know cannot be made; a label would show the braces.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from chalicelib.adapters.texts.mail_texts_file import blocks_in, read_mail_texts
from chalicelib.adapters.texts.templates import SPOKEN
from chalicelib.domain.errors import FieldError, InvalidFields
from chalicelib.domain.mail.messages import Kind
from chalicelib.domain.mail.wording.checking import FIELD, worded
from chalicelib.domain.mail.wording.placeholders import WRITTEN, offered

from .beneath import leaves

IS = {
    "broken_placeholder": "has a brace that opens or closes nothing",
    "control_character": "is more than one line, or has marks that nobody sees",
    "placeholder_in_address": "has a placeholder within the address of a link",
}
"""What is wrong with a text of a mail, by the code of the error."""


def of_labels(said: dict[str, Any]) -> Iterator[str]:
    """Yield what is wrong with the labels of `words.toml`, each by its key."""
    for way, text in leaves(said):
        if not isinstance(text, str):
            yield f"{'.'.join(way)}: is no text between quotation marks"
            continue
        for name in WRITTEN.findall(text):
            if name not in SPOKEN:
                yield f"{'.'.join(way)}: {_unknown(f'{{{name}}}', SPOKEN)}"


def of_mails(said: dict[str, Any], ours: Path) -> Iterator[str]:
    """Yield what is wrong with the texts of mails of one file, each by its key."""
    own = read_mail_texts(ours / "emails/texts")
    for name in sorted(said.keys() & own.keys() & {each.value for each in Kind}):
        blocks = {way: text for way, text in blocks_in(said[name]).items() if isinstance(text, str)}
        known = {**dict.fromkeys(blocks, ""), **own[name]}
        try:
            worded(Kind(name), blocks, known)
        except InvalidFields as wrong:
            for each in wrong.errors:
                yield f"{name}.{each.field.removeprefix(FIELD)}: {_told(each, Kind(name))}"


def _told(error: FieldError, kind: Kind) -> str:
    if error.code == "unknown_placeholder":
        return _unknown(error.named, offered(kind))
    if error.code == "missing_placeholder":
        return f"has to say {error.named}, which nothing else in the mail says"
    if error.code == "too_long":
        return f"should be {error.limit} characters or fewer"
    return IS.get(error.code, f"cannot be said as it is ({error.code})")


def _unknown(named: str, known: tuple[str, ...]) -> str:
    there = ", ".join("{" + each + "}" for each in known)
    return f"{named} stands for nothing here; there is {there}"
