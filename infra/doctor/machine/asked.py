"""The folder that is looked at, and the table in it."""

import fcntl
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from botocore.exceptions import BotoCoreError

from chalicelib.adapters.dynamodb.store import Store
from infra.moving import marks
from infra.serve.database import NOBODY, TABLE
from infra.serve.database import running as running_database
from infra.serve.folder import Folder
from infra.serve.machine import sender_of
from infra.serve.mail.server import Server
from infra.serve.place import Place

from ..reading import only_reading
from ..site import Site


class TableClosed(RuntimeError):
    """The process that holds the folder does not answer for its table."""


@dataclass(kw_only=True)
class Machine(Site):
    """`data`, `address` and the like are what the operator says, "" for nothing."""

    data: str
    address: str
    smtp_url: str
    sender: str
    bounces_url: str
    now: datetime

    unanswered = "does its name lead to this machine? Does the proxy (Caddy) run?"
    answers_wrongly = "what does the site say? (journalctl -u brigade)"
    let_in = "DATA"

    @property
    def operand(self) -> str:
        return self.data

    @property
    def site_url(self) -> str:
        return self.address

    @property
    def addresses(self) -> list[str]:
        return [self.sender or sender_of(self.site_url, Server.read(self.smtp_url))]

    @property
    def place(self) -> Place:
        return Place(Path(self.data).resolve())

    def mark(self, which: str) -> marks.Mark | None:
        return marks.read(Folder(self.place.files), "", which)

    def forgetting(self, which: str) -> str:
        return f"rm {self.place.files}/{which}"

    def held(self) -> bool:
        """Return whether a process holds the folder: one that serves it, or works on it."""
        try:
            with (self.place.root / "lock").open() as lock:
                fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except FileNotFoundError:
            return False
        except BlockingIOError:
            return True
        return False

    def served(self) -> str:
        """Return the address of the database of the process that serves the folder, or ""."""
        if not self.held():
            return ""
        try:
            said = json.loads((self.place.root / "running.json").read_text(encoding="utf-8"))
        except FileNotFoundError:
            return ""
        return str(said["database"])

    @contextmanager
    def store(self) -> Iterator[Store]:
        """Yield the table: that of the process which serves it, or a copy if none does.

        Raises FileNotFoundError, TableClosed.
        """
        self.place.table.stat()
        if address := self.served():
            try:
                yield _store(address)
            except BotoCoreError:
                raise TableClosed("the site runs, and its database does not answer") from None
            return
        with self.copy() as copy, running_database(copy) as address:
            yield _store(address)

    @contextmanager
    def copy(self) -> Iterator[Path]:
        """Yield a copy of the table with what SQLite keeps beside it."""
        with TemporaryDirectory() as folder:
            for part in self.place.root.glob(f"{self.place.table.name}*"):
                shutil.copy(part, Path(folder) / part.name)
            yield Path(folder) / self.place.table.name

    def private(self) -> bool:
        """Return whether we own the folder, and nobody else may enter it."""
        found = self.place.root.stat()
        return found.st_uid == os.getuid() and not found.st_mode & 0o077


def _store(address: str) -> Store:
    import boto3

    session = only_reading(boto3.Session(**NOBODY))  # type: ignore[arg-type]
    return Store(partial(session.client, "dynamodb", endpoint_url=address), TABLE)
