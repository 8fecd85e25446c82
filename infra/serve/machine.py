"""A site on one machine: its table, files, queues and mail, joined to the app."""

import importlib
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from . import database
from .database import table_client
from .folder import Folder
from .loops import Loops
from .mail.mailbox import Account, Mailbox
from .mail.names import Names
from .mail.rate import USUAL, Rate
from .mail.server import Server
from .mail.smtp import Smtp
from .place import Occupied, Place, read_json, write_json
from .queues import Queues
from .starting import ensure_here, ensure_of_this_release, ensure_whole, this_release


@dataclass(frozen=True)
class Asked:
    """What the operator says.

    `sender` is the address mails come from, `bounces` where they come back to, if that is read.
    """

    place: Place
    site_url: str
    smtp: Server
    sender: str
    bounces: Account | None = None
    mails_a_second: float = USUAL


@contextmanager
def running(asked: Asked, ended: Callable[[], None]) -> Iterator[tuple[Any, Loops]]:
    """Run all but the site itself; yield the app and its loops, not yet begun.

    `ended` is called once the database has ended. Raises Occupied, NotHere, Demonstrated.
    """
    with asked.place.taken(), database_of(asked.place, ended) as address:
        asked.place.note_served(site=asked.site_url, **this_release())
        write_json(asked.place.root / "running.json", {"database": address})
        queues = Queues(asked.place.dead_letters)
        app, loops = _joined(asked, address, queues)
        try:
            yield app, loops
        finally:
            loops.stop()
            (asked.place.root / "running.json").unlink(missing_ok=True)


@contextmanager
def database_of(place: Place, ended: Callable[[], None] = lambda: None) -> Iterator[str]:
    """Run the database of a folder that is taken; yield its address. Raises NotHere."""
    ensure_here(place)
    ensure_whole(place)
    ensure_of_this_release(place)
    place.keys()
    with database.running(place.table, ended) as address:
        yield address


@contextmanager
def reached(place: Place) -> Iterator[str]:
    """Yield the address of a folder's database, whether it is served or not.

    Raises NotHere, Occupied, Unusable.
    """
    try:
        with place.taken(), database_of(place) as address:
            yield address
    except Occupied:
        said = read_json(place.root / "running.json")
        if "database" not in said:  # it is starting, or something else holds the folder
            raise
        yield str(said["database"])


def environment(asked: Asked) -> dict[str, str]:
    """Return what `settings` reads."""
    from chalicelib.adapters.mail.pace import SENDERS

    return {
        "STAGE": "serve",
        "TABLE_NAME": database.TABLE,
        "BUCKET_NAME": "files",
        "MAIL_QUEUE_URL": "mail",
        "DOCUMENTS_QUEUE_URL": "documents",
        "SITE_URL": asked.site_url,
        "SENDER_ADDRESS": asked.sender,
        "CONFIGURATION_SET": "none",
        "MAIL_RATE": str(SENDERS * asked.mails_a_second),
        "POWERTOOLS_METRICS_DISABLED": "true",
        **asked.place.keys(),
    }


def _joined(asked: Asked, address: str, queues: Queues) -> tuple[Any, Loops]:
    os.environ.update(environment(asked))
    from chalicelib import connections, wiring
    from chalicelib.adapters.dynamodb.store import Store
    from infra.demonstrated import ensure_real

    names = Names(asked.place.keys()["SIGNING_KEYS"])
    bounces = Mailbox(asked.bounces, names) if asked.bounces else None
    new_streams = partial(table_client, "dynamodbstreams", address)
    rate = Rate(asked.mails_a_second)
    loops = Loops(queues, new_streams, asked.place, bounces, rate)
    returns_to = asked.bounces.address if asked.bounces else ""
    clients = {
        "dynamodb": table_client("dynamodb", address),
        "s3": Folder(asked.place.files),
        "sqs": queues,
        "sesv2": Smtp(asked.smtp, loops.settle, names, rate, returns_to),
    }
    connections.use_clients(lambda service, _attempts: clients[service])
    wiring.forget()
    database.ensure_table(clients["dynamodb"])
    ensure_real(Store(lambda: clients["dynamodb"], database.TABLE))
    app = importlib.import_module("app")
    loops.app = app
    return app, loops


def sender_of(site_url: str, smtp: Server) -> str:
    """Return the address that mails come from, if none is said: the provider's, or the site's."""
    return smtp.user if "@" in smtp.user else f"brigade@{urlsplit(site_url).hostname}"
