"""The table on this machine: Dynoxide, DynamoDB's API over one SQLite file."""

import platform
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from botocore.exceptions import ClientError

from infra.dynoxide import PROGRAM, create_table, serving

from .stream_records import index

TABLE = "brigade"
REGION = "ca-central-1"
ROOM = 8 << 20
"""Bytes that must be free for the database to write at all."""

NOBODY = {"aws_access_key_id": "none", "aws_secret_access_key": "none", "region_name": REGION}
"""What boto3 must be told, though nothing here asks who calls."""


class NoDatabase(RuntimeError):
    """The database's program does not exist for this machine."""


def ensure_program() -> None:
    """Raise NoDatabase if it is not there."""
    if (platform.system(), platform.machine()) != ("Linux", "x86_64"):
        machine = f"{platform.system()}, {platform.machine()}"
        raise NoDatabase(
            f"the database (Dynoxide) does not exist for this machine ({machine}): it needs Linux "
            "on an x86-64 processor (docs/operations/one-machine.md)"
        )
    if not PROGRAM.exists():
        raise NoDatabase(f"the database is not installed ({PROGRAM}): make serve-ready")


@contextmanager
def running(where: Path, ended: Callable[[], None] = lambda: None) -> Iterator[str]:
    """Run the database on its file until the end; yield its address. `ended`: once it has ended.

    Raises ChildProcessError.
    """
    with ExitStack() as stack:
        try:
            address = stack.enter_context(serving("--db-path", str(where), ended=ended))
        except ChildProcessError as error:
            free = shutil.disk_usage(where.parent).free
            full = f": the disk of {where.parent} is full ({free >> 10} KiB free)"
            raise ChildProcessError(f"{error}{full if free < ROOM else ''}") from error
        index(where)
        yield address


@contextmanager
def beside(copy: Path) -> Iterator[Any]:
    """Run a database on a copy of a copy of the table, which is thrown away; yield its client."""
    with TemporaryDirectory() as folder:
        thrown_away = Path(shutil.copy(copy, folder))
        with running(thrown_away) as address:
            yield table_client("dynamodb", address)


def has_table(client: Any) -> bool:
    return TABLE in client.list_tables()["TableNames"]


def ensure_table(client: Any) -> None:
    """Create the table of the stack's definition, unless it is there."""
    if not has_table(client):
        create_table(client, TABLE)


class InBulk:
    """A client of the table, whose batches are each one commit: five times as fast on a disk.

    All else is as the client's.
    """

    def __init__(self, client: Any) -> None:
        self._client = client

    def __getattr__(self, name: str) -> Any:
        return getattr(self._client, name)

    def batch_write_item(self, *, RequestItems: dict[str, list[Any]]) -> Any:  # noqa: N803
        changes = [
            _change(table, each) for table, requests in RequestItems.items() for each in requests
        ]
        try:
            self._client.transact_write_items(TransactItems=changes)
        except ClientError:  # too much at once
            return self._client.batch_write_item(RequestItems=RequestItems)
        return {}


def _change(table: str, request: Any) -> Any:
    """Return a request of a batch as one of a transaction."""
    [(kind, said)] = request.items()
    return {kind.removesuffix("Request"): {"TableName": table, **said}}


def table_client(service: str, address: str) -> Any:
    """Return a client of the table, or of its stream."""
    import boto3
    from botocore.config import Config

    # The names of the stream's shards are shorter than boto3 accepts.
    config = Config(parameter_validation=service != "dynamodbstreams")
    client: Any = boto3.client(service, endpoint_url=address, config=config, **NOBODY)  # type: ignore[call-overload]
    return client
