"""The parts of a mail, for the mailbox's page."""

import email
import email.policy
from dataclasses import dataclass
from email.message import EmailMessage


@dataclass(frozen=True)
class Part:
    name: str
    content_type: str
    content: bytes


def parts(raw: bytes) -> list[Part]:
    """Return every leaf of the message, in order."""
    message = email.message_from_bytes(raw, policy=email.policy.default)
    leaves = [part for part in message.walk() if not part.is_multipart()]
    return [
        Part(
            part.get_filename() or part.get_content_type(),
            part.get_content_type(),
            part.get_payload(decode=True) or b"",  # type: ignore[arg-type]
        )
        for part in leaves
    ]


def html_part(raw: bytes) -> str:
    message = email.message_from_bytes(raw, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    body = message.get_body(("html", "plain"))
    return str(body.get_content()) if body else ""
