"""The table on this machine: Dynoxide, DynamoDB's API over one SQLite file."""

import platform
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from infra.dynoxide import PROGRAM, create_table, serving

from .stream_records import index

TABLE = "brigade"
REGION = "ca-central-1"
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
    """Run the database on its file until the end; yield its address. `ended`: once it has ended."""
    with serving("--db-path", str(where), ended=ended) as address:
        index(where)
        yield address


@contextmanager
def beside(copy: Path) -> Iterator[Any]:
    """Run a database on a copy of a copy of the table, which is thrown away; yield its client."""
    with TemporaryDirectory() as folder:
        thrown_away = Path(shutil.copy(copy, folder))
        with running(thrown_away) as address:
            yield table_client("dynamodb", address)


def ensure_table(client: Any) -> None:
    """Create the table of the stack's definition, unless it is there."""
    if TABLE not in client.list_tables()["TableNames"]:
        create_table(client, TABLE)


def table_client(service: str, address: str) -> Any:
    """Return a client of the table, or of its stream."""
    import boto3
    from botocore.config import Config

    # The names of the stream's shards are shorter than boto3 accepts.
    config = Config(parameter_validation=service != "dynamodbstreams")
    client: Any = boto3.client(service, endpoint_url=address, config=config, **NOBODY)  # type: ignore[call-overload]
    return client
