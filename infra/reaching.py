"""The table of a stage, or of a folder of `make serve`, whether that is served or not."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from chalicelib.adapters.dynamodb.store import Store
from infra.deploy.__main__ import REGION
from infra.deploy.stage import BadStage
from infra.restoring.__main__ import known
from infra.restoring.account import Account
from infra.serve import database
from infra.serve.database import NoDatabase
from infra.serve.machine import reached
from infra.serve.place import Occupied, Place
from infra.serve.starting import NotHere

UNREACHED = (BadStage, NoDatabase, NotHere, Occupied, OSError)
"""Why a table cannot be reached."""

STAGE, DATA = "stage", "data"


@contextmanager
def opened(which: str, name: str) -> Iterator[Callable[[], Store]]:
    """Yield what makes a store of a table: `stage` and its name, or `data` and a folder.

    Raises UNREACHED.
    """
    if which == STAGE:
        yield _of_stage(name)
        return
    place = Place(Path(name).resolve())
    if not place.table.exists():
        raise NotHere(f"DATA=: nothing was served from {place.root} yet")
    database.ensure_program()
    with reached(place) as address:
        client = database.table_client("dynamodb", address)
        yield partial(Store, lambda: client, database.TABLE)


def _of_stage(name: str) -> Callable[[], Store]:
    import boto3

    session = boto3.Session(region_name=os.environ.get("AWS_REGION", REGION))
    account = Account(session, known(name))
    return partial(Store, partial(account.client, "dynamodb"), account.table)
