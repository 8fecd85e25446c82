"""`python -m infra.lanes "make check; make recipes" "make demo"`: lanes, side by side.

In a lane, a command begins when the one before has ended well. What a command says is printed
whole once it ends. The first that fails ends the others, and is named; the exit status is 1.
"""

import os
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import suppress
from tempfile import TemporaryFile
from threading import Lock

PATIENCE = 30
"""Seconds in which a command that is interrupted puts away what it started."""

INTERRUPTIBLE = ("env", "--default-signal=INT")
"""Who runs us in the background may have us, and all that we start, ignore interruptions."""


class Lanes:
    """Runs lanes until one is red."""

    def __init__(self) -> None:
        self._running: set[subprocess.Popen[bytes]] = set()
        self._over = False
        self._lock = Lock()

    def red(self, lanes: Sequence[Sequence[str]]) -> str:
        """Run them. Return the command that failed first, or ""."""
        with ThreadPoolExecutor(len(lanes)) as workers:
            played = [workers.submit(self._red_in, lane) for lane in lanes]
            try:
                return next((red for each in as_completed(played) if (red := each.result())), "")
            finally:
                self._end()

    def _red_in(self, lane: Sequence[str]) -> str:
        return next((command for command in lane if not self._went_well(command)), "")

    def _went_well(self, command: str) -> bool:
        began = time.monotonic()
        with TemporaryFile() as log:
            with self._lock:
                if self._over:
                    return False
                print(f"› {command}", flush=True)
                process = subprocess.Popen(
                    [*INTERRUPTIBLE, *shlex.split(command)],
                    stdout=log,
                    stderr=subprocess.STDOUT,
                    start_new_session=True,  # one group with what it starts, to interrupt them all
                )
                self._running.add(process)
            well = process.wait() == 0
            with self._lock:
                self._running.remove(process)
                if self._over:
                    return False
                log.seek(0)
                took = f"{time.monotonic() - began:.0f} s"
                said = log.read().decode("utf-8", "replace")
                print(f"── {command}: {took}\n{said}", flush=True)
        return well

    def _end(self) -> None:
        """Interrupt what runs, so that it puts away what it started; kill what does not end."""
        with self._lock:
            self._over = True
            left = list(self._running)
        for process in left:
            _tell(process, signal.SIGINT)
        for process in left:
            try:
                process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                _tell(process, signal.SIGKILL)


def _tell(process: subprocess.Popen[bytes], what: signal.Signals) -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, what)


def main(given: Sequence[str]) -> int:
    lanes = [[command.strip() for command in lane.split(";")] for lane in given]
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    red = Lanes().red(lanes)
    if red:
        print(f"✗ {red}", file=sys.stderr)
    return 1 if red else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
