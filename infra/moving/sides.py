"""The two sides of a move: a folder of `make serve`, or a stage of AWS, asked alike."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

from infra.deploy.keys import ERASURE, SIGNING, replace
from infra.deploy.stage import NAMES, BadStage
from infra.restoring.account import Account
from infra.restoring.sending import start_again, stop_sending, stop_the_site
from infra.serve import database
from infra.serve.folder import Folder
from infra.serve.place import Place
from infra.serve.starting import NotHere, ensure_not_older, ensure_whole, this_release

from . import marks

Keys = dict[str, str]
"""SIGNING_KEYS and ERASURE_KEY."""

KEYS = {"SIGNING_KEYS": SIGNING, "ERASURE_KEY": ERASURE}
"""Of each, the secret of the stack that holds it."""


class NotMoved(RuntimeError):
    """Nothing more was done, and why."""


class Side(Protocol):
    """`site` is its public address, "" if nobody said it yet."""

    name: str

    @property
    def table(self) -> str: ...
    @property
    def bucket(self) -> str: ...
    @property
    def site(self) -> str: ...

    def client(self, service: str) -> Any:
        """Return its client of `dynamodb` or `s3`."""

    def stop(self) -> None:
        """Have nothing write to its table or send any more."""

    def start(self) -> None: ...
    def keys(self) -> Keys: ...
    def take_keys(self, keys: Keys) -> None: ...


class Machine:
    """A folder that nobody serves: its database runs at `address` as long as the move does."""

    table, bucket = database.TABLE, "files"

    def __init__(self, place: Place, address: str) -> None:
        self.name, self._place = str(place.root), place
        self._clients = {
            "dynamodb": database.InBulk(database.table_client("dynamodb", address)),
            "s3": Folder(place.files),
        }
        database.ensure_table(self._clients["dynamodb"])

    @property
    def site(self) -> str:
        return str(self._place.served.get("site", ""))

    def client(self, service: str) -> Any:
        return self._clients[service]

    def stop(self) -> None:
        """Its lock is held: `make serve` does not start."""

    def start(self) -> None:
        """`make serve` does; an older release then knows that it is."""
        known = this_release()["known"]
        self._place.note_served(**{**self._place.served, "code": "", "known": known})

    def keys(self) -> Keys:
        return self._place.keys()

    def take_keys(self, keys: Keys) -> None:
        self._place.take_keys(keys)


class Stage:
    """A stage of an account."""

    def __init__(self, account: Account) -> None:
        self.name, self._account = account.stage, account

    @property
    def table(self) -> str:
        return self._account.table

    @property
    def bucket(self) -> str:
        return self._account.resource("Documents")

    @property
    def site(self) -> str:
        return self._account.parameter("SiteUrl")

    def client(self, service: str) -> Any:
        return self._account.client(service)

    def stop(self) -> None:
        stop_sending(self._account)
        stop_the_site(self._account)

    def start(self) -> None:
        start_again(self._account)

    def keys(self) -> Keys:
        read = self.client("secretsmanager").get_secret_value
        return {
            name: read(SecretId=self._account.resource(secret))["SecretString"]
            for name, secret in KEYS.items()
        }

    def take_keys(self, keys: Keys) -> None:
        replace(self._account, self.name, keys["SIGNING_KEYS"], keys["ERASURE_KEY"])


@contextmanager
def opened(said: str, new_account: Any, source: bool, dry: bool) -> Iterator[Side]:
    """Yield the side that is named: a word is a stage, what has a slash a folder.

    Raises NotMoved, BadStage, Occupied, NoDatabase.
    """
    if said in NAMES:
        yield Stage(new_account(said))
        return
    if "/" not in said:
        raise BadStage(f"a folder has a slash, a stage is {', '.join(NAMES)}: not {said!r}")
    database.ensure_program()
    place = Place(Path(said).resolve())
    _ensure_sound(place, said, source)
    opening = _looked_at if dry else _taken
    with opening(place) as address:
        yield Machine(place, address)


def _ensure_sound(place: Place, said: str, source: bool) -> None:
    """Raise NotMoved if a folder cannot be moved from, or to."""
    if source and not place.table.exists():
        raise NotMoved(f"{said} holds no table: nobody served it")
    try:
        if source or place.has_keys:  # which a folder that a move began in has not yet
            ensure_whole(place)
        if source:
            ensure_not_older(place)
    except NotHere as error:
        raise NotMoved(str(error)) from error
    if source and not place.has_keys:
        raise NotMoved(f"{said} has no keys.json: bring it back from a copy of the folder")


@contextmanager
def _taken(place: Place) -> Iterator[str]:
    with _left_as_found(place), place.taken(), database.running(place.table) as address:
        yield address


@contextmanager
def _left_as_found(place: Place) -> Iterator[None]:
    """Remove what was made in a folder that had no table, if no move began there."""
    if place.table.exists():
        yield
        return
    missing = [each for each in (place.root, *place.root.parents) if not each.exists()]
    before = set() if missing else set(place.root.iterdir())
    try:
        yield
    finally:
        if place.root.exists() and marks.read(Folder(place.files), "", marks.ARRIVING) is None:
            for each in set(place.root.iterdir()) - before:
                shutil.rmtree(each) if each.is_dir() else each.unlink()
            for folder in missing:
                folder.rmdir()


@contextmanager
def _looked_at(place: Place) -> Iterator[str]:
    """Yield the address of a copy of its table: a dry run neither stops nor makes anything."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "table.sqlite"
        if place.table.exists():
            place.copy_table(copy)
        with database.running(copy) as address:
            yield address
