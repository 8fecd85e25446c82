"""`infra.serve` as it is, which dies at the nth write of the table: by itself or with its database.

For tests alone. `KILLED` is a folder that outlives it: `clock` holds how many seconds its clock is
ahead, `died` where it did; it dies once.
"""

import os
import signal
import sys
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import boto3

from chalicelib import wiring
from infra.serve import loops
from infra.serve.__main__ import main

WRITES = {"TransactWriteItems", "PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem"}
OFTEN = timedelta(seconds=1)
"""How often schedules run here."""


class Death:
    """Waits for the nth write, "before" it leaves or "after" it was answered."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._lock, self._count = folder, threading.Lock(), 0
        self._whom, self._moment, at = os.environ["DIES"].split()
        self._at = 0 if (folder / "died").exists() else int(at)
        self._of_thread = threading.local()

    def before(self, model: Any, **_: Any) -> None:
        if model.name not in WRITES or (self._folder / "died").exists():
            return
        with self._lock:
            self._count += 1
            self._of_thread.write = count = self._count
        if self._moment == "before":
            self._die_at(count, model.name)

    def after(self, model: Any, **_: Any) -> None:
        if model.name not in WRITES:
            return
        if self._moment == "after":
            self._die_at(getattr(self._of_thread, "write", 0), model.name)

    def _die_at(self, count: int, name: str) -> None:
        if not self._at or count != self._at:
            return
        self._at = 0
        said = f"{self._whom} {self._moment} {count} {name}"
        (self._folder / "died").write_text(said, "ascii")
        os.kill(_database() if self._whom == "database" else os.getpid(), signal.SIGKILL)


def _database() -> int:
    children = (each.read_text("ascii") for each in Path("/proc/self/task").glob("*/children"))
    [database] = {int(child) for said in children for child in said.split()}
    return database


def _served() -> int:
    folder = Path(os.environ["KILLED"])
    death = Death(folder)

    def now() -> datetime:
        ahead = timedelta(seconds=float((folder / "clock").read_text("ascii")))
        return (datetime.now(UTC) + ahead).replace(microsecond=0)

    wiring.use_clock(now)
    vars(loops)["SCHEDULE"] = OFTEN
    boto3.setup_default_session()
    assert boto3.DEFAULT_SESSION is not None
    boto3.DEFAULT_SESSION.events.register("before-call.dynamodb", death.before)
    boto3.DEFAULT_SESSION.events.register("after-call.dynamodb", death.after)
    return main()


if __name__ == "__main__":
    sys.exit(_served())
