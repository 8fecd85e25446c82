"""A mail as bytes. EmailMessage refuses line breaks, which would inject headers."""

import hashlib
from datetime import datetime
from email.header import Header
from email.headerregistry import Address, AddressHeader, SingleAddressHeader
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime

from ...domain.mail.mail import Mail


class MailPolicy(EmailPolicy):
    """Writes long headers itself where Python's folding would show readers encoded text."""

    def fold_binary(self, name: str, value: str) -> bytes:
        if name == "List-Unsubscribe":  # an address that is folded or encoded is no address
            return f"{name}: {value}\r\n".encode("ascii")
        if name == "Subject" and not value.isascii():
            return f"{name}: {_encoded(value, name)}\r\n".encode("ascii")
        if isinstance(value, SingleAddressHeader | AddressHeader) and not value.isascii():
            (address,) = value.addresses
            shown = _encoded(address.display_name, name)
            return f"{name}: {shown}\r\n <{address.addr_spec}>\r\n".encode("ascii")
        return super().fold_binary(name, value)


def _encoded(text: str, name: str) -> str:
    return Header(str(text), "utf-8", maxlinelen=75, header_name=name).encode(linesep="\r\n")


POLICY = MailPolicy(linesep="\r\n", max_line_length=76)


def sender_header(name: str, address: str) -> str:
    return str(Address(display_name=name, addr_spec=address))


def to_bytes(mail: Mail, sender: str, reply_to: str, message_id: str, now: datetime) -> bytes:
    """Return the message as SES receives it: text, HTML, calendar and attachments.

    `sender` is a header made by `sender_header`; `message_id` goes into Message-ID.
    """
    message = EmailMessage(policy=POLICY)
    message["From"] = sender
    message["To"] = Address(display_name=mail.to_name, addr_spec=mail.to_address)
    message["Reply-To"] = reply_to
    message["Subject"] = mail.subject
    message["Date"] = format_datetime(now)
    short = hashlib.sha256(message_id.encode()).hexdigest()[:24]  # long ones get folded
    message["Message-ID"] = f"<{short}@{sender.rpartition('@')[2].rstrip('>')}>"
    message["Auto-Submitted"] = "auto-generated"
    if mail.unsubscribe_url:
        message["List-Unsubscribe"] = f"<{mail.unsubscribe_url}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    _fill(message, mail)
    message["Content-Language"] = "fr-CA"  # last: filling drops the Content- headers before it
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
    for attachment in mail.attachments:
        maintype, _, subtype = attachment.content_type.partition("/")
        message.add_attachment(
            attachment.content, maintype=maintype, subtype=subtype, filename=attachment.filename
        )
