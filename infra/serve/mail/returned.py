"""What a mail that came back says: a bounce or a complaint, and of which of ours."""

import email
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from email.utils import parseaddr

from .names import Names
from .reasons import speaks_of_address, speaks_of_address_by

FAILED = ("fail", "error")
"""How the action of a notification begins: RFC 3464's word, and OpenSMTPD's."""

NO_COMPLAINT = ("not-spam", "auth-failure", "dmarc")
"""Feedback that nobody gave against a mail (RFC 5965, 6591)."""

_EMPTY_LINE = re.compile(rb"\r?\n[ \t]*\r?\n")


@dataclass(frozen=True)
class Returned:
    """`kind` is SES's word. `to` is where the mail went, "" if that is not said.

    `permanent` is only true of a bounce that speaks of the address itself.
    """

    kind: str
    message: str
    to: str
    permanent: bool


def read(raw: bytes, names: Names) -> Returned | None:
    """Return what came back; None for all that is no bounce or complaint about a mail of ours."""
    mail = email.message_from_bytes(raw)
    ours = _ours(mail, names)
    if ours is None:
        return None
    message, to = ours
    if _complains(mail):
        return Returned("Complaint", message, to, permanent=False)
    permanent = _bounced(mail)
    return None if permanent is None else Returned("Bounce", message, to, permanent)


def _ours(mail: Message, names: Names) -> tuple[str, str] | None:
    """Return the message that is inside, by its headers, and to whom it went."""
    for headers in _headers_inside(mail):
        if message := names.message(headers):
            return message, parseaddr(_said(email.message_from_bytes(headers), "To"))[1]
    return None


def _headers_inside(mail: Message) -> Iterator[bytes]:
    """Yield what may be the headers of the mail that came back: never those around it."""
    for part in mail.walk():
        if part.get_content_type() == "message/rfc822" and part.is_multipart():
            inside = part.get_payload(0)
            assert isinstance(inside, Message)
            yield "".join(f"{name}: {value}\n" for name, value in inside.items()).encode(
                errors="surrogateescape"
            )
        elif not part.is_multipart():
            yield from _EMPTY_LINE.split(_text(part))


def _complains(mail: Message) -> bool:
    reports = _blocks(mail, "message/feedback-report")
    kinds = [_said(block, "Feedback-Type").lower() for block in reports]
    return any(kind and kind not in NO_COMPLAINT for kind in kinds)


def _bounced(mail: Message) -> bool | None:
    """Return whether the address is at fault; None if no mail failed for ever."""
    notified = [block for block in _blocks(mail, "message/delivery-status") if block["Action"]]
    for block in notified:
        if _said(block, "Action").lower().startswith(FAILED):
            status = _said(block, "Status").split()[:1]
            return speaks_of_address_by("".join(status), _said(block, "Diagnostic-Code"))
    return None if notified else _bounced_in_words(mail)


def _bounced_in_words(mail: Message) -> bool | None:
    """Return the same of what Exim, qmail and others wrote before there were such parts."""
    from flufl.bounce import all_failures

    _write_plainly(mail)
    _waits, failed = all_failures(mail)
    if not failed:
        return None
    first = next(part for part in mail.walk() if not part.is_multipart())
    said = _text(first).decode(errors="replace")
    return speaks_of_address(said.partition("\n---")[0])


def _write_plainly(mail: Message) -> None:
    """Have each header be text: one with bytes that no header may hold trips `all_failures`."""
    for part in mail.walk():
        for name, value in part.items():
            if not isinstance(value, str):
                part.replace_header(name, str(value))


def _blocks(mail: Message, kind: str) -> Iterator[Message]:
    """Yield the blocks of headers in the parts of a kind."""
    for part in mail.walk():
        if part.get_content_type() == kind and part.is_multipart():
            yield from (each for each in part.get_payload() if isinstance(each, Message))


def _said(headers: Message, name: str) -> str:
    """Return a header, "" without one; one with bytes that no header may hold is none of `str`."""
    return str(headers[name] or "").strip()


def _text(part: Message) -> bytes:
    found = part.get_payload(decode=True)
    return found if isinstance(found, bytes) else b""
