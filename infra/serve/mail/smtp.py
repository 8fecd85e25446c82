"""A mail server that answers as SES's client does: accepted, refused, not now, or nobody knows.

What the server refuses for ever is a bounce, told as SES's event would. What is cut off after the
mail was handed over is not known: the same states follow as with SES.
"""

import smtplib
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from botocore.exceptions import ClientError, EndpointConnectionError, ReadTimeoutError

from infra.invoking.events import of_mail

from .names import Names
from .rate import Rate
from .reasons import speaks_of_address, speaks_of_pace
from .server import Server, leave

Settle = Callable[[dict[str, Any]], None]


class Smtp:
    """Answers `send_email`, one connection a mail. `settle` is told what SES's events would say.

    A mail that cannot be delivered later comes back to `returns_to`, or else to its sender; `names`
    marks it, so that one knows which it was. `rate` is told of each that is handed over.
    """

    def __init__(
        self, server: Server, settle: Settle, names: Names, rate: Rate, returns_to: str = ""
    ) -> None:
        self._server, self._settle, self._rate = server, settle, rate
        self._names, self._returns_to = names, returns_to

    def send_email(self, **asked: Any) -> Any:
        raw, [recipient] = asked["Content"]["Raw"]["Data"], asked["Destination"]["ToAddresses"]
        tags = {tag["Name"]: [tag["Value"]] for tag in asked["EmailTags"]}
        identifier = str(uuid.uuid4())
        named = b"".join(map(self._names.header, tags["message"])) + raw
        with self._connected() as smtp:
            self._rate.used()
            back = self._returns_to or asked["FromEmailAddress"]
            became = _handed_over(smtp, back, recipient, named)
        for kind in filter(None, ("Send", became)):
            self._settle(of_mail(kind, identifier, recipient, tags))
        return {"MessageId": identifier}

    @contextmanager
    def _connected(self) -> Iterator[smtplib.SMTP]:
        """Raises EndpointConnectionError, ClientError (not now): nothing was handed over."""
        try:
            smtp = self._server.opened()
        except smtplib.SMTPResponseException as error:
            if _is_for_now(error.smtp_code):
                raise _not_now(error.smtp_code) from error
            raise EndpointConnectionError(endpoint_url=self._server.host) from error
        except (OSError, smtplib.SMTPException) as error:
            raise EndpointConnectionError(endpoint_url=self._server.host) from error
        try:
            yield smtp
        finally:
            leave(smtp)


def _handed_over(smtp: smtplib.SMTP, sender: str, recipient: str, raw: bytes) -> str:
    """Return "" if the server took the mail, or as SES calls what became of it.

    Raises ClientError if it does not take it now, or takes nothing from us; ReadTimeoutError if
    nobody knows whether it did; EndpointConnectionError if it went away before.
    """
    code, answer = _asked(smtp.mail, sender)
    if code >= 400:
        raise _not_now(code)
    code, answer = _asked(smtp.rcpt, recipient)
    why = f"{code} {answer.decode(errors='replace')}"
    if code >= 500 and not speaks_of_pace(why):
        return "Bounce" if speaks_of_address(why) else "Reject"
    if code >= 400:
        raise _not_now(code)
    try:
        code, answer = smtp.data(raw)
    except smtplib.SMTPDataError as refused:  # before anything of the mail was sent
        code, answer = refused.smtp_code, _bytes(refused.smtp_error)
    except (OSError, smtplib.SMTPException) as error:
        raise ReadTimeoutError(endpoint_url="") from error
    if _is_for_now(code) or (code >= 500 and speaks_of_pace(answer.decode(errors="replace"))):
        raise _not_now(code)
    return "Reject" if code >= 500 else ""


def _bytes(said: str | bytes) -> bytes:
    return said.encode() if isinstance(said, str) else said


def _asked(ask: Callable[[str], tuple[int, bytes]], address: str) -> tuple[int, bytes]:
    """Return what a server answers before it is given the mail.

    Raises EndpointConnectionError: nothing was handed over.
    """
    try:
        return ask(address)
    except (OSError, smtplib.SMTPException) as error:
        raise EndpointConnectionError(endpoint_url="") from error


def _is_for_now(code: int) -> bool:
    return 400 <= code < 500


def _not_now(code: int) -> ClientError:
    said = {"Error": {"Code": "Throttling", "Message": str(code)}}
    return ClientError(said, "SendEmail")  # type: ignore[arg-type]
