"""What each function took in the rehearsal: time as its log reports it, memory at its highest."""

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from infra.packaging.stack import FUNCTIONS

from .account import STAGE, Account

REPORT = re.compile(r"REPORT .*Billed Duration: (\d+) ms")


def table(account: Account) -> Iterator[str]:
    """A line a function; peaks are of the processes that still run."""
    peaks = dict(_peaks())
    for logical, name in FUNCTIONS.items():
        lines = account.log_lines(f"/brigade/{STAGE}/{name}")
        times = [int(found[1]) for line in lines if (found := REPORT.search(line))]
        peak = peaks.get(account.resource(logical), 0)
        if times:
            took = f"median {median(times):5.0f} ms, longest {max(times):5d} ms"
            yield f"{logical:14} {len(times):3} times, {took}, peak {peak:3.0f} MB"


def _peaks() -> Iterator[tuple[str, float]]:
    """Of each function's process, by its name, in megabytes."""
    found: dict[str, float] = defaultdict(float)
    for process in Path("/proc").glob("[0-9]*"):
        try:
            environment = (process / "environ").read_bytes().split(b"\0")
            status = (process / "status").read_text()
        except OSError:
            continue  # it ended, or is somebody else's
        name = next(
            (v[25:] for v in environment if v.startswith(b"AWS_LAMBDA_FUNCTION_NAME=")), b""
        )
        peak = re.search(r"VmHWM:\s+(\d+) kB", status)
        if name and peak:
            found[name.decode()] = max(found[name.decode()], int(peak[1]) / 1024)
    yield from found.items()
