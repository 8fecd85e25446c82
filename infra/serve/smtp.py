"""A mail server that answers as SES's client does: accepted, refused, not now, or nobody knows.

What the server refuses for ever is a bounce, told as SES's event would. What is cut off after the
mail was handed over is not known: the same states follow as with SES.
"""

import smtplib
import ssl
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit

from botocore.exceptions import ClientError, EndpointConnectionError, ReadTimeoutError

from infra.invoking.events import of_mail

from .names import Names
from .reasons import speaks_of_address

PATIENCE = 30
"""Seconds for each answer of the server."""

PORTS = {"smtp": 587, "smtps": 465}
Settle = Callable[[dict[str, Any]], None]


class WrongAddress(ValueError):
    """`SMTP_URL` is not smtp:// or smtps://, then who signs in and where."""


@dataclass(frozen=True)
class Server:
    """Where mail is handed over.

    `secure`: TLS from the first byte; otherwise STARTTLS where it is offered.
    """

    host: str
    port: int
    secure: bool
    user: str
    password: str

    @classmethod
    def read(cls, url: str) -> "Server":
        """Raises WrongAddress."""
        try:
            parts = urlsplit(url)
            port = parts.port or PORTS[parts.scheme]
        except (ValueError, KeyError):  # what these say holds a part of the password
            raise _wrong() from None
        user, password = unquote(parts.username or ""), unquote(parts.password or "")
        if not (parts.hostname and (user + password).isascii()):
            raise _wrong()
        return cls(parts.hostname, port, parts.scheme == "smtps", user, password)

    def opened(self) -> smtplib.SMTP:
        """Return a connection, signed in. Raises OSError, SMTPException."""
        context = ssl.create_default_context()
        if self.secure:
            smtp: smtplib.SMTP = smtplib.SMTP_SSL(
                self.host, self.port, timeout=PATIENCE, context=context
            )
        else:
            smtp = smtplib.SMTP(self.host, self.port, timeout=PATIENCE)
        smtp.ehlo()
        if not self.secure and smtp.has_extn("starttls"):
            smtp.starttls(context=context)
            smtp.ehlo()
        if self.user:
            smtp.login(self.user, self.password)
        return smtp

    def try_out(self) -> None:
        """Sign in and leave, without a mail. Raises as `opened`."""
        _leave(self.opened())


class Smtp:
    """Answers `send_email`, one connection a mail. `settle` is told what SES's events would say.

    A mail that cannot be delivered later comes back to `returns_to`, or else to its sender; `names`
    marks it, so that one knows which it was.
    """

    def __init__(self, server: Server, settle: Settle, names: Names, returns_to: str = "") -> None:
        self._server, self._settle = server, settle
        self._names, self._returns_to = names, returns_to

    def send_email(self, **asked: Any) -> Any:
        raw, [recipient] = asked["Content"]["Raw"]["Data"], asked["Destination"]["ToAddresses"]
        tags = {tag["Name"]: [tag["Value"]] for tag in asked["EmailTags"]}
        identifier = str(uuid.uuid4())
        named = b"".join(map(self._names.header, tags["message"])) + raw
        with self._connected() as smtp:
            back = self._returns_to or asked["FromEmailAddress"]
            became = _handed_over(smtp, back, recipient, named)
        for kind in filter(None, ("Send", became)):
            self._settle(of_mail(kind, identifier, recipient, tags))
        return {"MessageId": identifier}

    @contextmanager
    def _connected(self) -> Iterator[smtplib.SMTP]:
        """Raises EndpointConnectionError: nothing was handed over."""
        try:
            smtp = self._server.opened()
        except (OSError, smtplib.SMTPException) as error:
            raise EndpointConnectionError(endpoint_url=self._server.host) from error
        try:
            yield smtp
        finally:
            _leave(smtp)


def _handed_over(smtp: smtplib.SMTP, sender: str, recipient: str, raw: bytes) -> str:
    """Return "" if the server took the mail, or as SES calls what became of it.

    Raises ClientError if it does not take it now, or takes nothing from us; ReadTimeoutError if
    nobody knows whether it did; EndpointConnectionError if it went away before.
    """
    code, answer = _asked(smtp.mail, sender)
    if code >= 400:
        raise _not_now(code)
    code, answer = _asked(smtp.rcpt, recipient)
    if code >= 500:
        why = f"{code} {answer.decode(errors='replace')}"
        return "Bounce" if speaks_of_address(why) else "Reject"
    if code >= 400:
        raise _not_now(code)
    try:
        code, answer = smtp.data(raw)
    except smtplib.SMTPDataError as refused:  # before anything of the mail was sent
        code = refused.smtp_code
    except (OSError, smtplib.SMTPException) as error:
        raise ReadTimeoutError(endpoint_url="") from error
    if 400 <= code < 500:
        raise _not_now(code)
    return "Reject" if code >= 500 else ""


def _asked(ask: Callable[[str], tuple[int, bytes]], address: str) -> tuple[int, bytes]:
    """Return what a server answers before it is given the mail.

    Raises EndpointConnectionError: nothing was handed over.
    """
    try:
        return ask(address)
    except (OSError, smtplib.SMTPException) as error:
        raise EndpointConnectionError(endpoint_url="") from error


def _wrong() -> WrongAddress:
    return WrongAddress(
        "SMTP_URL= : le serveur de courriel, smtp:// ou smtps:// puis utilisateur, mot de passe et "
        "hôte, sans lettre accentuée ; d’un signe comme « / » ou « # », son code, %2F ou %23 "
        "(docs/operations/one-machine.md)"
    )


def _not_now(code: int) -> ClientError:
    said = {"Error": {"Code": "Throttling", "Message": str(code)}}
    return ClientError(said, "SendEmail")  # type: ignore[arg-type]


def _leave(smtp: smtplib.SMTP) -> None:
    """Close a connection; what was handed over is so, whatever the server answers to a farewell."""
    try:
        smtp.quit()
    except (OSError, smtplib.SMTPException):
        smtp.close()
