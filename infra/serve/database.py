"""The table on this machine: Dynoxide, DynamoDB's API over one SQLite file."""

import os
import platform
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from infra.doubles.dynoxide import PROGRAM, create_table, free_port, wait_for

TABLE = "brigade"

WITH_US = ("setpriv", "--pdeathsig", "KILL", "--")
"""It ends when we do, also when we are killed: one program writes its file at a time."""


class NoDatabase(RuntimeError):
    """The database's program does not exist for this machine."""


@contextmanager
def running(where: Path) -> Iterator[str]:
    """Run the database on its file until the end; yield its address. Raises NoDatabase."""
    if not PROGRAM.exists():
        machine = f"{platform.system()}, {platform.machine()}"
        raise NoDatabase(
            f"Dynoxide n’existe pas pour cette machine ({machine}) : "
            "il faut Linux sur un processeur x86-64."
        )
    port = str(free_port())
    command = [*WITH_US, str(PROGRAM), "serve", "--port", port, "--db-path", str(where)]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("AWS")}
    with subprocess.Popen(
        command,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment,
        start_new_session=True,
    ) as process:
        try:
            wait_for(process, port)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


def ensure_table(client: Any) -> None:
    """Create the table of the stack's definition, unless it is there."""
    if TABLE not in client.list_tables()["TableNames"]:
        create_table(client, TABLE)
