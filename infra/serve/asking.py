"""What the operator says, read from the environment; what is wrong is named before all else."""

import os
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from .machine import Asked, sender_of
from .mail.mailbox import Account
from .mail.rate import read_rate
from .mail.server import Server, is_loopback
from .place import Place

PORT = 8000


class Unsaid(ValueError):
    """A variable that must be said is not, or is wrong."""


def asked(environment: Mapping[str, str] = os.environ) -> Asked:
    """Raises Unsaid, WrongAddress, WrongRate."""
    site = _site(environment.get("SITE_URL", ""))
    smtp = Server.read(environment.get("SMTP_URL", ""))
    bounces = environment.get("BOUNCES_URL")
    return Asked(
        place_of(environment),
        site,
        smtp,
        _sender(environment.get("SENDER", ""), site, smtp),
        Account.read(bounces) if bounces else None,
        read_rate(environment.get("MAIL_RATE", "")),
    )


def place_of(environment: Mapping[str, str] = os.environ) -> Place:
    """Return the folder. Raises Unsaid."""
    said = environment.get("DATA", "")
    if not said:
        raise Unsaid("DATA=: the folder to keep the data in")
    return Place(Path(said).resolve())


def port_of(environment: Mapping[str, str] = os.environ) -> int:
    """Return where to listen on loopback. Raises Unsaid."""
    said = environment.get("PORT") or str(PORT)
    if not (said.isdecimal() and 0 < int(said) < 1 << 16):
        raise Unsaid(f"PORT=: a number from 1 to 65535, not {said!r}")
    return int(said)


def _site(said: str) -> str:
    """Return the public address, without its last slash. Raises Unsaid."""
    try:
        parts = urlsplit(said)
        fits = _fits(parts, parts.port)
    except ValueError:
        fits = False
    if not fits:
        raise Unsaid(
            "SITE_URL=: the site's public address, https:// then its name, nothing after it; with "
            f"http://, this machine's alone (http://localhost): not {said!r}"
        )
    return said.rstrip("/")


def _fits(parts: SplitResult, _port: int | None) -> bool:
    """Return whether links may begin so: encrypted, unless they do not leave this machine."""
    host = parts.hostname or ""
    named = bool(host) and "@" not in parts.netloc and not any(map(str.isspace, parts.geturl()))
    encrypted = parts.scheme == "https" or (parts.scheme == "http" and is_loopback(host))
    return named and encrypted and not (parts.query or parts.fragment or parts.path.strip("/"))


def _sender(said: str, site: str, smtp: Server) -> str:
    """Return the address that mails come from. Raises Unsaid."""
    from email_validator import EmailNotValidError, validate_email

    if not said:
        return sender_of(site, smtp)
    try:
        found = validate_email(said, check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError:
        raise Unsaid(f"SENDER=: the address that mails come from, not {said!r}") from None
    return found.ascii_email or found.normalized
