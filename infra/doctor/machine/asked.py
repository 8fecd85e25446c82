"""The folder that is looked at, and the table in it."""

import fcntl
import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from chalicelib.adapters.dynamodb.store import Store
from infra.serve.database import NOBODY, TABLE
from infra.serve.database import running as running_database
from infra.serve.place import Place

from ..facts.names import Names
from ..facts.pages import Fetch
from ..facts.settings import in_file, in_force
from ..reading import only_reading


@dataclass
class Machine:
    """`data`, `site_url` and the like are what the operator says, "" for nothing.

    `settings` gives the file; it raises WrongRegion.
    """

    data: str
    site_url: str
    smtp_url: str
    sender: str
    bounces_url: str
    names: Names
    fetch: Fetch
    settings: Callable[[], Path]
    now: datetime

    @property
    def place(self) -> Place:
        return Place(Path(self.data).resolve())

    @cached_property
    def said(self) -> dict[str, Any]:
        """What the region says of itself, and its admins if there is a table to ask."""
        said = in_file(self.settings())
        with suppress(Exception), self.store() as store:
            return in_force(said, store)
        return said

    def runs(self) -> bool:
        """Return whether a process serves the folder: it holds the lock."""
        try:
            with (self.place.root / "lock").open() as lock:
                fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except FileNotFoundError:
            return False
        except BlockingIOError:
            return True
        return False

    @contextmanager
    def store(self) -> Iterator[Store]:
        """Yield the table: that of the process which serves it, or a copy if none does.

        Raises FileNotFoundError.
        """
        self.place.table.stat()
        if self.runs():
            said = json.loads((self.place.root / "running.json").read_text(encoding="utf-8"))
            yield _store(said["database"])
            return
        with TemporaryDirectory() as folder:
            copy = Path(folder) / self.place.table.name
            for part in self.place.root.glob(f"{self.place.table.name}*"):
                shutil.copy(part, Path(folder) / part.name)
            with running_database(copy) as address:
                yield _store(address)

    def private(self) -> bool:
        """Return whether we own the folder, and nobody else may enter it."""
        found = self.place.root.stat()
        return found.st_uid == os.getuid() and not found.st_mode & 0o077


def _store(address: str) -> Store:
    import boto3

    session = only_reading(boto3.Session(**NOBODY))  # type: ignore[arg-type]
    return Store(partial(session.client, "dynamodb", endpoint_url=address), TABLE)
