"""The address that mails come back to, read by IMAP.

What is understood is told as SES's event would be, then put into a folder apart: killed between,
it is told again, which changes nothing. All else stays as it was, unread.
"""

import ssl
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import unquote, urlsplit

from infra.invoking.events import of_mail
from infra.invoking.functions import tell

from .names import Names
from .returned import Returned, read
from .server import Unencrypted, WrongAddress, ensure_private

FOLDER = "Retours"
"""Where what was read is put, beside the inbox."""

SINCE = timedelta(days=14)
"""How far back one looks: servers give up after five days or so."""

AT_MOST = 200_000
"""Bytes read of a mail: what it says, and the headers of ours, stand at its beginning."""

PORTS = {"imap": 143, "imaps": 993}
PATIENCE = 60
"""Seconds for each answer of the server."""

Settle = Callable[[dict[str, Any]], bool]


@dataclass(frozen=True)
class Account:
    """Where mails come back to. `secure` is as for the server that takes mail."""

    host: str
    port: int
    secure: bool
    user: str
    password: str
    folder: str

    @classmethod
    def read(cls, url: str) -> "Account":
        """Raises WrongAddress."""
        try:
            parts = urlsplit(url)
            port = parts.port or PORTS[parts.scheme]
        except (ValueError, KeyError):
            raise _wrong() from None
        if not (parts.hostname and parts.username and parts.password):
            raise _wrong()
        user, password = unquote(parts.username), unquote(parts.password)
        folder = unquote(parts.path.strip("/")) or "INBOX"
        return cls(parts.hostname, port, parts.scheme == "imaps", user, password, folder)

    @property
    def address(self) -> str:
        """Return where mails are asked to come back to; "" if the user is none."""
        return self.user if "@" in self.user else ""

    def try_out(self) -> None:
        """Sign in, look for the folder and leave; nothing is read.

        Raises OSError, IMAPClientError.
        """
        with _signed_in(self) as client:
            client.select_folder(self.folder, readonly=True)


class Mailbox:
    """Reads an account. It remembers what is not for us, which is then not read again."""

    def __init__(
        self, account: Account, names: Names, open_client: Callable[[Account], Any] | None = None
    ) -> None:
        self._account, self._names = account, names
        self._open = open_client or _signed_in
        self._left: set[tuple[int, int]] = set()

    def read(self, settle: Settle, now: datetime) -> None:
        """Have each bounce and complaint settled; what cannot be is read again the next time."""
        with self._open(self._account) as client:
            place = client.select_folder(self._account.folder)[b"UIDVALIDITY"]
            for uid in client.search(["UNDELETED", "SINCE", (now - SINCE).date()]):
                if (place, uid) not in self._left and self._is_left(client, uid, settle):
                    self._left.add((place, uid))

    def _is_left(self, client: Any, uid: int, settle: Settle) -> bool:
        """Return whether a mail is not for us."""
        said = client.fetch(uid, [f"BODY.PEEK[]<0.{AT_MOST}>"]).get(uid, {})
        returned = self._understood(said.get(b"BODY[]<0>", b""))
        if returned is None:
            return True
        tags = {"message": [returned.message]}
        event = of_mail(returned.kind, "", returned.to, tags, permanent=returned.permanent)
        if settle(event):
            _put_apart(client, uid)
        return False

    def _understood(self, raw: bytes) -> Returned | None:
        """Return what came back; what trips the reader is nothing, and holds up no other mail."""
        try:
            return read(raw, self._names)
        except Exception as error:
            tell("bounces", error)
            return None


def _put_apart(client: Any, uid: int) -> None:
    personal = client.namespace().personal if client.has_capability("NAMESPACE") else None
    folder = (personal[0][0] if personal else "") + FOLDER
    if not client.folder_exists(folder):
        client.create_folder(folder)
    if client.has_capability("MOVE"):
        client.move(uid, folder)
    else:
        client.copy(uid, folder)
        client.delete_messages(uid)


def _signed_in(account: Account) -> Any:
    from imapclient import IMAPClient

    context = ssl.create_default_context()
    client = IMAPClient(
        account.host, account.port, ssl=account.secure, ssl_context=context, timeout=PATIENCE
    )
    encrypted = account.secure
    if not encrypted and client.has_capability("STARTTLS"):
        client.starttls(context)
        encrypted = True
    try:
        ensure_private(account.host, encrypted)
    except Unencrypted:
        client.shutdown()
        raise
    client.login(account.user, account.password)
    return client


def _wrong() -> WrongAddress:
    return WrongAddress(
        "BOUNCES_URL=: the mailbox that mails come back to, imaps:// then user, password and host "
        "(docs/operations/one-machine.md)"
    )
