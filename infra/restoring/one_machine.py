"""`python -m infra.restoring.one_machine COMMAND AT [PERSON]`: `make restore DATA=` and such.

whole AT · missing AT [PERSON]. It works on a copy of the table, which takes the place of the table
once it is as wanted: killed before that, nothing has changed.
"""

import os
import shutil
import sqlite3
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from infra.serve import database
from infra.serve.damage import damage
from infra.serve.folder import Folder
from infra.serve.place import PRIVATE_FOLDER, Occupied, Place

from .__main__ import agreed, moment
from .account import Account, NotRestored
from .evidence import due_since, told, told_and_lost
from .leaving import ensure_here
from .procedure import Restoration
from .tables import Tables

COPY = "brigade-as-of"
"""The table as it was, beside the one that is restored."""


class Machine(Account):
    """What a restoration asks of a stage, of a folder and the database `client` of its table."""

    def __init__(self, place: Place, client: Any) -> None:
        self.stage, self.pause = str(place.root), time.sleep
        nothing = SimpleNamespace(paginate=lambda **_: ())
        key = partial(place.keys().__getitem__, "ERASURE_KEY")
        held: dict[str, Any] = {
            "dynamodb": client,
            "s3": Folder(place.files),
            "logs": SimpleNamespace(get_paginator=lambda _operation: nothing),
            "secretsmanager": SimpleNamespace(get_secret_value=lambda **_: {"SecretString": key()}),
        }
        self.client = held.__getitem__

    def resource(self, logical: str) -> str:
        return database.TABLE if logical == "Table" else logical


class OfOneMachine(Restoration):
    """Nothing has to be stopped or copied: the folder is held, and its copy is there."""

    def goes_back(self) -> bool:
        """Make the table as its copy; return whether that was agreed to."""
        ensure_here(self.account)
        self._plan_whole(COPY)
        if self.dry or not self._agreed(lambda: None):
            return False
        self._step("1/3 what left is written down", lambda: self._tell(self.evidence, COPY))
        self._step("2/3 the table goes back", lambda: self._put_back(COPY))
        return True

    def is_completed(self) -> bool:
        """Bring back what is missing; return whether that was agreed to."""
        ensure_here(self.account)
        self._plan_missing(COPY)
        if self.dry or not self._agreed(lambda: None):
            return False
        self._step("1/3 what left is written down", lambda: self._tell(told_and_lost, COPY))
        self._step("2/3 what is missing comes back", lambda: self._bring_back(COPY))
        return True


LOST = """The table cannot be read ({}): it begins anew from the copy.
What was written since is lost, and nothing tells which mails left since."""

COMMANDS = {"whole": OfOneMachine.goes_back, "missing": OfOneMachine.is_completed}


def main(command: str, at: str, person: str = "") -> int:
    from botocore.exceptions import BotoCoreError, ClientError

    dry, place = os.environ.get("DRY") == "1", Place(Path(os.environ["DATA"]).resolve())
    try:
        database.ensure_program()
        chosen = copy_of(place, at)
        with nullcontext() if dry else place.taken():
            restore(place, chosen, command, person, dry)
    except Occupied as error:
        print(f"✗ {error} is served: stop `make serve` first", file=sys.stderr)
        return 1
    except (
        *(NotRestored, database.NoDatabase, KeyboardInterrupt),
        *(BotoCoreError, ClientError, OSError, sqlite3.Error),
    ) as error:
        print(f"✗ {str(error) or 'interrupted'}\n  Nothing has changed.", file=sys.stderr)
        return 1
    return 0


def restore(place: Place, chosen: Path, command: str, person: str, dry: bool) -> None:
    """Make the table as its copy, or give it back what it lost.

    One that is damaged, or gone, is begun anew from its copy. Raises NotRestored.
    """
    wrong = _ensure_possible(place, chosen, command)
    with _workshop(place) as folder:
        table = folder / "table.sqlite"
        if wrong:
            print(LOST.format(wrong), flush=True)
            shutil.copy(chosen, table)
        else:
            place.copy_table(table)
        with database.running(table) as address:
            client = database.InBulk(database.table_client("dynamodb", address))
            _lay_beside(client, chosen)
            restoration = OfOneMachine(
                Machine(place, client),
                datetime.fromtimestamp(chosen.stat().st_mtime, UTC),
                now=lambda: datetime.now(UTC),
                say=partial(print, flush=True),
                agreed=agreed,
                person=f"PERSON#{person}" if person else "",
                dry=dry,
                evidence=partial(due_since, datetime.now(UTC)) if wrong else told,
            )
            if not COMMANDS[command](restoration):
                return
            client.delete_table(TableName=COPY)
        print("› 3/3 it takes the place of the table", flush=True)
        print(f"✓ 3/3 as the table was before: {place.replace_table(table, whole=not wrong)}")


def _ensure_possible(place: Place, chosen: Path, command: str) -> str:
    """Return what is wrong with the table, "" if nothing is. Raises NotRestored."""
    if damaged := damage(chosen):
        raise NotRestored(f"{chosen} is damaged itself ({damaged}): take an earlier copy")
    wrong = damage(place.table) if place.table.exists() else "it is gone"
    if wrong and command != "whole":
        raise NotRestored(f"the table is damaged ({wrong}): make restore brings back all of a copy")
    return wrong


def copy_of(place: Place, at: str) -> Path:
    """Return the copy of a day, by its name, or the last one made before a moment.

    Raises NotRestored.
    """
    named = place.backups / f"{at}.sqlite"
    if at and named.exists():
        return named
    copies = sorted(place.backups.glob("*.sqlite"))
    if "T" in at:
        until = moment(at).timestamp()
        copies = [copy for copy in copies if copy.stat().st_mtime <= until]
        if copies:
            return max(copies, key=lambda copy: copy.stat().st_mtime)
    days = ", ".join(sorted(copy.stem for copy in place.backups.glob("*.sqlite")))
    raise NotRestored(f"AT is the day of a copy ({days or 'there is none'}), or a moment after it")


def _lay_beside(client: Any, chosen: Path) -> None:
    """Put the items of a copy into a table of their own, without a stream."""
    client.create_table(
        TableName=COPY,
        AttributeDefinitions=[{"AttributeName": n, "AttributeType": "S"} for n in ("pk", "sk")],
        KeySchema=[
            {"AttributeName": "pk", "KeyType": "HASH"},
            {"AttributeName": "sk", "KeyType": "RANGE"},
        ],
        BillingMode="PAY_PER_REQUEST",
    )
    with database.beside(chosen) as there:
        found = Tables(there, time.sleep).items(database.TABLE)
        Tables(client, time.sleep).write(COPY, ({"PutRequest": {"Item": item}} for item in found))


@contextmanager
def _workshop(place: Place) -> Iterator[Path]:
    """Yield an empty folder within the folder; what a killed run left there goes first."""
    folder = place.workshop
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=PRIVATE_FOLDER)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
