"""What a mailer may answer, and what it is given."""

from dataclasses import dataclass


class NotAccepted(Exception):
    """The provider certainly did not take the mail now: try later."""


class Throttled(NotAccepted):
    """The provider would take the mail, but not so many at once."""


class Refused(Exception):
    """The provider read the mail and will never take it."""


class Unsettled(Exception):
    """Nobody can tell: a time-out, a broken connection, an error of the provider's."""


@dataclass(frozen=True)
class Attachment:
    filename: str
    content: bytes
    content_type: str


@dataclass(frozen=True)
class Mail:
    """One mail, ready to be written down. Addresses and names are plain text, never headers.

    `unsubscribe_url` is empty on what is transactional. `calendar` is an iCalendar document with
    its method (REQUEST or CANCEL), or None.
    """

    subject: str
    to_address: str
    to_name: str
    text: str
    html: str
    unsubscribe_url: str = ""
    calendar: tuple[str, str] | None = None
    attachments: tuple[Attachment, ...] = ()
