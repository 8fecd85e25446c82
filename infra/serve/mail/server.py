"""Where mail is handed over: a server that one signs in to, never in clear."""

import smtplib
import ssl
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import unquote, urlsplit

PATIENCE = 30
"""Seconds for each answer of the server."""

PORTS = {"smtp": 587, "smtps": 465}


class WrongAddress(ValueError):
    """`SMTP_URL` is not smtp:// or smtps://, then who signs in and where."""


class Unencrypted(OSError):
    """The server would have the password in clear: whoever is on the way would read it."""


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
        """Return a connection, signed in. Raises OSError (Unencrypted too), SMTPException."""
        context = ssl.create_default_context()
        if self.secure:
            smtp: smtplib.SMTP = smtplib.SMTP_SSL(
                self.host, self.port, timeout=PATIENCE, context=context
            )
        else:
            smtp = smtplib.SMTP(self.host, self.port, timeout=PATIENCE)
        try:
            self._sign_in(smtp, context)
        except (OSError, smtplib.SMTPException):
            smtp.close()
            raise
        return smtp

    def try_out(self) -> None:
        """Sign in and leave, without a mail. Raises as `opened`."""
        leave(self.opened())

    def _sign_in(self, smtp: smtplib.SMTP, context: ssl.SSLContext) -> None:
        smtp.ehlo()
        encrypted = self.secure
        if not encrypted and smtp.has_extn("starttls"):
            smtp.starttls(context=context)
            smtp.ehlo()
            encrypted = True
        if self.user:
            ensure_private(self.host, encrypted)
            smtp.login(self.user, self.password)


def ensure_private(host: str, encrypted: bool) -> None:
    """Raise Unencrypted if a password said to a host can be read on the way."""
    if not (encrypted or is_loopback(host)):
        raise Unencrypted(host)


def leave(smtp: smtplib.SMTP) -> None:
    """Close a connection; what was handed over is so, whatever the server answers to a farewell."""
    try:
        smtp.quit()
    except (OSError, smtplib.SMTPException):
        smtp.close()


def is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _wrong() -> WrongAddress:
    return WrongAddress(
        "SMTP_URL=: the mail server, smtp:// or smtps:// then user, password and host, without a "
        "letter with an accent; a sign such as / or # is said by its code, %2F or %23 "
        "(docs/operations/one-machine.md)"
    )
