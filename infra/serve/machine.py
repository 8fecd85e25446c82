"""A site on one machine: its table, files, queues and mail, joined to the app."""

import importlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from . import database
from .folder import Folder
from .loops import Loops
from .mailbox import Account, Mailbox
from .names import Names
from .place import Place, write_json
from .queues import Queues
from .smtp import Server, Smtp

REGION = "ca-central-1"
NOBODY = {"aws_access_key_id": "none", "aws_secret_access_key": "none", "region_name": REGION}
"""What boto3 must be told, though nothing here asks who calls."""


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


@contextmanager
def running(asked: Asked) -> Iterator[tuple[Any, Loops]]:
    """Run all but the site itself; yield the app and its loops, not yet begun.

    Raises Occupied, Demonstrated.
    """
    with asked.place.taken(), database.running(asked.place.table) as address:
        write_json(asked.place.root / "running.json", {"database": address})
        queues = Queues(asked.place.dead_letters)
        app, loops = _joined(asked, address, queues)
        try:
            yield app, loops
        finally:
            loops.stop()
            (asked.place.root / "running.json").unlink(missing_ok=True)


def table_client(service: str, address: str) -> Any:
    """Return a client of the table, or of its stream."""
    import boto3
    from botocore.config import Config

    # The names of the stream's shards are shorter than boto3 accepts.
    config = Config(parameter_validation=service != "dynamodbstreams")
    client: Any = boto3.client(service, endpoint_url=address, config=config, **NOBODY)  # type: ignore[call-overload]
    return client


def environment(asked: Asked) -> dict[str, str]:
    """Return what `settings` reads."""
    return {
        "STAGE": "serve",
        "TABLE_NAME": database.TABLE,
        "BUCKET_NAME": "files",
        "MAIL_QUEUE_URL": "mail",
        "DOCUMENTS_QUEUE_URL": "documents",
        "SITE_URL": asked.site_url,
        "SENDER_ADDRESS": asked.sender,
        "CONFIGURATION_SET": "none",
        "MAIL_RATE": "10",
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
    loops = Loops(queues, new_streams, asked.place, bounces)
    returns_to = asked.bounces.address if asked.bounces else ""
    clients = {
        "dynamodb": table_client("dynamodb", address),
        "s3": Folder(asked.place.files),
        "sqs": queues,
        "sesv2": Smtp(asked.smtp, loops.settle, names, returns_to),
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
