"""A mail that is ready to be sent, and what a mailer may answer."""

from dataclasses import dataclass


class NotAccepted(Exception):
    """SES certainly did not take the mail: try later."""


class Throttled(NotAccepted):
    """SES would take the mail, but not so many at once."""


class Refused(Exception):
    """SES read the mail and will never take it."""


class Unsettled(Exception):
    """Nobody can tell whether SES took the mail: a time-out, a broken connection, its error."""


@dataclass(frozen=True)
class Attachment:
    filename: str
    content: bytes
    content_type: str


@dataclass(frozen=True)
class Mail:
    """One mail, ready to be encoded. Addresses and names are plain text, not encoded headers.

    `unsubscribe_url` is "" on transactional mail. `calendar` is an iCalendar document and its
    method (REQUEST or CANCEL), or None; `calendars` are more of them, as files.
    """

    subject: str
    to_address: str
    to_name: str
    text: str
    html: str
    unsubscribe_url: str = ""
    calendar: tuple[str, str] | None = None
    calendars: tuple[tuple[str, str], ...] = ()
    attachments: tuple[Attachment, ...] = ()
    language: str = "fr"
