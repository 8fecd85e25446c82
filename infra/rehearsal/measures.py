"""What each function took in the rehearsal: time as its log reports it, memory at its highest."""

import re
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from infra.packaging.stack import FUNCTIONS

from .account import STAGE, Account

REPORT = re.compile(r"REPORT .*Billed Duration: (\d+) ms")


class Measures:
    """`look` after each step: a process that has ended shows nothing any more."""

    def __init__(self, account: Account) -> None:
        self._account = account
        self._peaks: dict[str, float] = {}

    def look(self) -> None:
        for name, peak in _peaks():
            self._peaks[name] = max(peak, self._peaks.get(name, 0))

    def table(self) -> Iterator[str]:
        """Yield a line a function; a cold start counts in the time of its first event."""
        for logical, name in FUNCTIONS.items():
            lines = self._account.log_lines(f"/brigade/{STAGE}/{name}")
            times = [int(found[1]) for line in lines if (found := REPORT.search(line))]
            peak = self._peaks.get(self._account.resource(logical), 0)
            yield f"{logical:14} {len(times):3} times{_took(times)}, peak {peak:3.0f} MB"


def _took(times: list[int]) -> str:
    """Return how long a function took, if it was called: what runs rarely may not have been."""
    return f", median {median(times):5.0f} ms, longest {max(times):5d} ms" if times else ""


def _peaks() -> Iterator[tuple[str, float]]:
    """Yield the name and the megabytes of each process of a function."""
    for process in Path("/proc").glob("[0-9]*"):
        try:
            environment = (process / "environ").read_bytes().split(b"\0")
            status = (process / "status").read_text()
        except OSError:
            continue  # it ended, or is somebody else's
        pairs = (variable.partition(b"=") for variable in environment)
        name = next((value for key, _, value in pairs if key == b"AWS_LAMBDA_FUNCTION_NAME"), b"")
        peak = re.search(r"VmHWM:\s+(\d+) kB", status)
        if name and peak:
            yield name.decode(), int(peak[1]) / 1024
