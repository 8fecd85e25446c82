"""DynamoDB's API over SQLite in one program: strict by itself, and on loopback."""

import os
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

from .doubles.items import template

PROGRAM = (
    Path(__file__).resolve().parents[1] / ".venv-database/node_modules/@dynoxide/linux-x64/dynoxide"
)
ADDRESS = "DYNOXIDE_URL"
ENVIRONMENT = (ADDRESS, "AWS_ENDPOINT_URL_DYNAMODB", "AWS_ENDPOINT_URL_DYNAMODB_STREAMS")
"""Its address: our own variable, and those of AWS by which boto3 finds it."""

WITH_US = ("setpriv", "--pdeathsig", "KILL", "--")
"""It ends when we do, also when we are killed: one program writes its file at a time."""

CREATED_WITH = ("AttributeDefinitions", "KeySchema", "GlobalSecondaryIndexes", "BillingMode")


@contextmanager
def running() -> Iterator[None]:
    """Run a database in memory, which boto3's clients use until the end."""
    with serving() as address:
        os.environ.update(dict.fromkeys(ENVIRONMENT, address))
        try:
            yield
        finally:
            for name in ENVIRONMENT:
                os.environ.pop(name, None)


@contextmanager
def serving(*options: str, ended: Callable[[], None] = lambda: None) -> Iterator[str]:
    """Run a database until the end, or until we are killed; yield its address.

    `ended` is called once it has ended, also if by itself.
    """
    port = str(free_port())
    command = [*WITH_US, str(PROGRAM), "serve", "--port", port, *options]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, start_new_session=True, **quiet) as process:  # type: ignore[call-overload]
        try:
            _wait(process, port)
            threading.Thread(target=_tell, args=(process, ended), daemon=True).start()
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


def _tell(process: subprocess.Popen[bytes], ended: Callable[[], None]) -> None:
    process.wait()
    ended()


def _wait(process: subprocess.Popen[bytes], port: str) -> None:
    """Wait until it answers, for ten seconds. Raises ChildProcessError."""
    for _ in range(500):
        if not subprocess.run(
            [PROGRAM, "healthcheck", "--port", port], capture_output=True
        ).returncode:
            return
        if process.poll() is not None:
            break
        time.sleep(0.02)
    raise ChildProcessError("Dynoxide did not start")


def asked() -> bool:
    """Return whether boto3's clients use it instead of moto, here and in processes we start."""
    return ADDRESS in os.environ


def new_table(client: Any) -> str:
    """Create a table like the stack's, with a name of its own."""
    name = f"brigade-{uuid4().hex}"
    create_table(client, name)
    return name


def create_table(client: Any, name: str) -> None:
    """Create a table like the stack's."""
    properties = template()["Resources"]["Table"]["Properties"]
    client.create_table(
        TableName=name,
        StreamSpecification={"StreamEnabled": True, **properties["StreamSpecification"]},
        **{key: properties[key] for key in CREATED_WITH},
    )
    client.update_time_to_live(
        TableName=name, TimeToLiveSpecification=properties["TimeToLiveSpecification"]
    )


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])
