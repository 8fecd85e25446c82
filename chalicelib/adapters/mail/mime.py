"""A mail as bytes. EmailMessage refuses line breaks, which would inject headers."""

import hashlib
from datetime import datetime
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime
from typing import Any

from ...domain.mail.mail import Mail
from . import headers


class MailPolicy(EmailPolicy):
    """Leaves the headers that are written already as they are."""

    def header_store_parse(self, name: str, value: Any) -> tuple[str, Any]:
        if isinstance(value, headers.Written):
            return name, value
        return super().header_store_parse(name, value)

    def fold_binary(self, name: str, value: str) -> bytes:
        if isinstance(value, headers.Written):
            return f"{name}: {value}\r\n".encode("ascii")
        if name == "List-Unsubscribe":  # an address that is folded or encoded is no address
            return f"{name}: {value}\r\n".encode("ascii")
        return super().fold_binary(name, value)


POLICY = MailPolicy(linesep="\r\n", max_line_length=76)


def sender_header(name: str, address: str) -> str:
    return headers.mailbox("From", name, address)


def to_bytes(mail: Mail, sender: str, reply_to: str, message_id: str, now: datetime) -> bytes:
    """Return the message as SES receives it: text, HTML, calendar and attachments.

    `sender` is a header made by `sender_header`; `message_id` goes into Message-ID.
    """
    message = EmailMessage(policy=POLICY)
    message["From"] = sender
    message["To"] = headers.mailbox("To", mail.to_name, mail.to_address)
    message["Reply-To"] = headers.mailbox("Reply-To", "", reply_to)
    message["Subject"] = headers.text("Subject", mail.subject)
    message["Date"] = format_datetime(now)
    short = hashlib.sha256(message_id.encode()).hexdigest()[:24]  # long ones get folded
    message["Message-ID"] = f"<{short}@{sender.rpartition('@')[2].rstrip('>')}>"
    message["Auto-Submitted"] = "auto-generated"
    if mail.unsubscribe_url:
        message["List-Unsubscribe"] = f"<{mail.unsubscribe_url}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    _fill(message, mail)
    message["Content-Language"] = (
        mail.language
    )  # last: filling drops the Content- headers before it
    return message.as_bytes()


def _fill(message: EmailMessage, mail: Mail) -> None:
    message.set_content(mail.text, cte="quoted-printable")
    message.add_alternative(mail.html, subtype="html", cte="quoted-printable")
    if mail.calendar:
        content, method = mail.calendar
        # As an alternative, mail programs show buttons; as a file, the other programs can open it.
        message.add_alternative(
            content, subtype="calendar", params={"method": method}, cte="quoted-printable"
        )
        message.add_attachment(
            content.encode(), maintype="application", subtype="ics", filename="rencontre.ics"
        )
    for number, (content, method) in enumerate(mail.calendars, 1):
        message.add_attachment(
            content,
            subtype="calendar",
            params={"method": method},
            cte="quoted-printable",
            filename=f"rencontre-{number}.ics",
        )
    for attachment in mail.attachments:
        maintype, _, subtype = attachment.content_type.partition("/")
        message.add_attachment(
            attachment.content, maintype=maintype, subtype=subtype, filename=attachment.filename
        )
