"""The table on this machine: Dynoxide, DynamoDB's API over one SQLite file."""

import platform
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from infra.dynoxide import PROGRAM, create_table, serving

TABLE = "brigade"


class NoDatabase(RuntimeError):
    """The database's program does not exist for this machine."""


def ensure_program() -> None:
    """Raise NoDatabase if it is not there."""
    if (platform.system(), platform.machine()) != ("Linux", "x86_64"):
        machine = f"{platform.system()}, {platform.machine()}"
        raise NoDatabase(
            f"la base de données (Dynoxide) n’existe pas pour cette machine ({machine}) : il faut "
            "Linux sur un processeur x86-64 (docs/operations/one-machine.md)"
        )
    if not PROGRAM.exists():
        raise NoDatabase(f"la base de données n’est pas installée ({PROGRAM}) : « make serve »")


@contextmanager
def running(where: Path) -> Iterator[str]:
    """Run the database on its file until the end; yield its address."""
    with serving("--db-path", str(where)) as address:
        yield address


def ensure_table(client: Any) -> None:
    """Create the table of the stack's definition, unless it is there."""
    if TABLE not in client.list_tables()["TableNames"]:
        create_table(client, TABLE)
