"""SES: one attempt for each mail, at the account's pace; errors say what became of the mail."""

from collections.abc import Callable, Mapping
from datetime import datetime
from email.errors import MessageError
from typing import TYPE_CHECKING, Any

from ...domain.mail.mail import Mail, NotAccepted, Refused, Throttled, Unsettled
from ...domain.mail.messages import Message
from .breaker import Breaker
from .mime import sender_header, to_bytes
from .pace import Pace

if TYPE_CHECKING:
    from mypy_boto3_sesv2 import SESV2Client
    from mypy_boto3_sesv2.type_defs import MessageTagTypeDef

REFUSALS = {"BadRequestException", "NotFoundException"}
"""SES read the mail and will never accept it."""

THROTTLES = {
    "BandwidthLimitExceeded",
    "LimitExceededException",
    "RequestLimitExceeded",
    "RequestThrottled",
    "RequestThrottledException",
    "SlowDown",
    "Throttling",
    "ThrottlingException",
    "ThrottledException",
    "TooManyRequests",
    "TooManyRequestsException",
}
"""SES accepts mails, but not so many a second, or a day."""

TOO_MANY = 429
"""The HTTP status of a throttle."""


class Mailer:
    """Sends mails.

    `new_client` must allow one attempt only: a retry after a timeout sends twice.
    """

    def __init__(
        self,
        new_client: Callable[[], "SESV2Client"],
        configuration_set: str,
        sender_name: str,
        sender_address: str,
        reply_to: str,
        pace: Pace,
    ) -> None:
        self._new_client, self._configuration_set = new_client, configuration_set
        self._sender = sender_name, sender_address
        self._reply_to, self._pace, self._breaker = reply_to, pace, Breaker()
        self._made: SESV2Client | None = None

    def holds_back(self, message: Message, now: datetime) -> bool:
        """Return whether a mail had better wait, because SES does not answer."""
        return self._breaker.holds_back(message, now)

    def send(self, mail: Mail, message: Message, now: datetime) -> str:
        """Send a mail and return SES's own id for it; a tag carries the message's id.

        Raises NotAccepted (certainly not sent: try later), Throttled (the same: too many were
        sent), Refused (it never will be), Unsettled (nobody can tell; SES's event for that tag
        may).
        """
        try:
            raw = to_bytes(mail, sender_header(*self._sender), self._reply_to, message.id, now)
        except (ValueError, MessageError) as error:  # an address or a name that no header may hold
            raise Refused("unwritable") from error
        self._pace.wait()
        try:
            accepted = self._send(raw, mail.to_address, message)
        except Throttled:
            self._pace.throttled()
            raise
        except Unsettled:
            self._breaker.unsettled(now)
            raise
        self._pace.accepted()
        self._breaker.accepted(now)
        return accepted

    def _send(self, raw: bytes, recipient: str, message: Message) -> str:
        from botocore.exceptions import (
            BotoCoreError,
            ClientError,
            ConnectTimeoutError,
            CredentialRetrievalError,
            EndpointConnectionError,
            NoCredentialsError,
            ProxyConnectionError,
        )

        self._made = self._made or self._new_client()
        try:
            return self._made.send_email(
                FromEmailAddress=self._sender[1],
                Destination={"ToAddresses": [recipient]},
                Content={"Raw": {"Data": raw}},
                ConfigurationSetName=self._configuration_set,
                EmailTags=_tags(message),
            )["MessageId"]
        except (
            EndpointConnectionError,
            ConnectTimeoutError,
            ProxyConnectionError,
            NoCredentialsError,
            CredentialRetrievalError,
        ) as error:
            raise NotAccepted(type(error).__name__) from error
        except (BotoCoreError, KeyError) as error:
            raise Unsettled(type(error).__name__) from error
        except ClientError as error:
            raise _meaning(error.response) from error


def _tags(message: Message) -> "list[MessageTagTypeDef]":
    """Return the tags that SES's events repeat: they identify the message, not the person."""
    tags = {"message": message.id, "kind": message.kind.value, "correlation": message.correlation}
    return [{"Name": name, "Value": value} for name, value in tags.items() if value]


def _meaning(answer: Mapping[str, Any]) -> Exception:
    """Return the exception for a refusal.

    An unknown code is judged by its status: a 4xx says that nothing was done.
    """
    code = answer["Error"].get("Code", "")
    status = answer.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
    if code in THROTTLES or status == TOO_MANY:
        return Throttled(code)
    if code in REFUSALS:
        return Refused(code)
    return NotAccepted(code) if 400 <= status < 500 else Unsettled(code)
