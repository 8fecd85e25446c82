"""Run in a fresh process: imports the module it is told and prints what that took, as JSON."""

import importlib
import sys
import time

PROCESS = "/proc/self/status"


def peak_megabytes() -> float:
    """Of this process alone: `ru_maxrss` would carry over that of the process that started it."""
    with open(PROCESS, encoding="ascii") as status:
        line = next(line for line in status if line.startswith("VmHWM:"))
    return int(line.split()[1]) / 1024


def main(module: str) -> None:
    started = time.process_time()
    importlib.import_module(module)
    seconds = time.process_time() - started
    import json  # not before: what is measured would find it loaded

    found = {
        "milliseconds": seconds * 1000,
        "megabytes": peak_megabytes(),
        "modules": sorted(name for name in sys.modules if "." not in name),
    }
    print(json.dumps(found))


if __name__ == "__main__":
    main(sys.argv[1])
