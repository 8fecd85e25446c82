"""The folder of a site that runs on one machine: all that must last is in it."""

import fcntl
import json
import os
import pwd
import secrets
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

KEY_BYTES = 32
KEYS = ("SIGNING_KEYS", "ERASURE_KEY")
PRIVATE, PRIVATE_FOLDER = 0o600, 0o700


class Occupied(RuntimeError):
    """Another process serves this folder."""


class Unusable(OSError):
    """Nothing can be kept in this folder, and why."""


@dataclass(frozen=True)
class Place:
    """`root` is `DATA=`."""

    root: Path

    @property
    def table(self) -> Path:
        return self.root / "table.sqlite"

    @property
    def files(self) -> Path:
        return self.root / "files"

    @property
    def backups(self) -> Path:
        return self.root / "backups"

    @property
    def dead_letters(self) -> Path:
        return self.root / "dead-letters.jsonl"

    @property
    def positions(self) -> Path:
        return self.root / "positions.json"

    @property
    def workshop(self) -> Path:
        """Where a restoration works on a copy."""
        return self.root / ".restoring"

    @property
    def served(self) -> dict[str, Any]:
        """What was written down when it was last served; nothing before that."""
        return read_json(self.root / "served.json")

    def note_served(self, **said: Any) -> None:
        write_json(self.root / "served.json", said)

    def prepare(self) -> None:
        """Make the folders; nobody else on the machine may read them. Raises Unusable."""
        with self._used():
            for folder in (self.root, self.files, self.backups):
                folder.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
            owner = self.root.stat().st_uid
        if owner != os.getuid():
            raise Unusable(_of_another(self.root, owner))

    @property
    def has_keys(self) -> bool:
        return (self.root / "keys.json").exists()

    def keys(self) -> dict[str, str]:
        """Return the keys that sign links and mark the erased, made at the first start.

        Links in mails last as long as the first of them, so it must be kept with the data.
        """
        where = self.root / "keys.json"
        if not self.has_keys:
            made = {name: secrets.token_hex(KEY_BYTES) for name in KEYS}
            write(where, json.dumps(made, indent=2).encode())
        found: dict[str, str] = json.loads(where.read_text(encoding="utf-8"))
        return found

    def take_keys(self, keys: dict[str, str]) -> None:
        """Have the keys of the site that moves here."""
        write(self.root / "keys.json", json.dumps(keys, indent=2).encode())

    def copy_table(self, to: Path) -> None:
        """Copy the table whole or not at all, also while it is served."""
        beside = to.with_name(f".{to.name}.part")
        beside.unlink(missing_ok=True)
        beside.touch(mode=PRIVATE)
        with (
            _or_nothing(beside),
            closing(sqlite3.connect(self.table)) as table,
            closing(sqlite3.connect(beside)) as copy,
        ):
            table.backup(copy)
        beside.replace(to)

    def replace_table(self, new: Path, whole: bool = True) -> Path:
        """Put another table in the place of this one, whole or not at all; return where this is.

        Neither is in use: what SQLite keeps beside each is brought into it first, unless this one
        is not `whole`: then it is kept as it is. The new one's stream is read from its beginning,
        which changes nothing that was told already.
        """
        aside = self.backups / "before-restoring"
        aside.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
        kept = aside / f"{datetime.now(UTC):%Y-%m-%dT%H%M%SZ}.sqlite"
        _into_one_file(new)
        if whole:
            self.copy_table(kept)
            _into_one_file(self.table)
        else:
            self._keep_damaged(kept)
        self.positions.unlink(missing_ok=True)
        new.replace(self.table)
        return kept

    def _keep_damaged(self, kept: Path) -> None:
        """Keep what cannot be read, part by part; nothing of it stays beside what replaces it."""
        for part in sorted(self.root.glob(f"{self.table.name}*")):
            shutil.copy2(part, f"{kept}{part.name.removeprefix(self.table.name)}")
            if part != self.table:
                part.unlink()

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Hold the folder for this process alone, which makes no file that others may read.

        Raises Occupied, Unusable.
        """
        self.prepare()
        with _private(), self._locked() as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise Occupied(self.root) from None
            (self.root / "running.json").unlink(missing_ok=True)  # of one that was killed
            for part in self.root.glob(f"{self.table.name}*"):
                part.chmod(PRIVATE)
            yield

    def _locked(self) -> IO[str]:
        with self._used():
            return (self.root / "lock").open("w")

    @contextmanager
    def _used(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise Unusable(
                f"DATA=: nothing can be kept in {self.root} ({error.strerror})"
            ) from error


@contextmanager
def _private() -> Iterator[None]:
    """Make what is made here, and by programs begun here, its owner's alone."""
    before = os.umask(0o777 - PRIVATE_FOLDER)
    try:
        yield
    finally:
        os.umask(before)


def _of_another(root: Path, owner: int) -> str:
    try:
        name = pwd.getpwuid(owner).pw_name
    except KeyError:
        name = str(owner)
    return (
        f"DATA=: {root} is {name}'s: give the command as that user (runuser -u {name} -- …), who "
        "could else write there no more"
    )


def _into_one_file(database: Path) -> None:
    with closing(sqlite3.connect(database)) as opened:
        opened.execute("PRAGMA journal_mode = DELETE")


def write(where: Path, content: bytes) -> None:
    """Write a file whole or not at all, for its owner alone."""
    beside = where.with_name(f".{where.name}.{secrets.token_hex(4)}")
    opened = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE)
    with _or_nothing(beside), os.fdopen(opened, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(where)


@contextmanager
def _or_nothing(part: Path) -> Iterator[None]:
    """Remove a file that could not be written whole: parts of it would fill what is left."""
    try:
        yield
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def read_json(where: Path) -> dict[str, Any]:
    """Return what a file says; nothing without a file."""
    try:
        found: dict[str, Any] = json.loads(where.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    return found


def write_json(where: Path, what: Any) -> None:
    write(where, json.dumps(what).encode())
