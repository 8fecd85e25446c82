"""`python -m infra.region`: what is wrong with what a region says of itself.

`merge` lays its folder over ours, for what comes next; `begin NAME` writes a first one; `seen`
notes that what has changed of ours was looked at.
"""

import os
import subprocess
import sys
from pathlib import Path

from .beginning import begin
from .checking import all_problems
from .merging import merged
from .places import OURS, ROOT, WrongRegion, region_folder
from .taken import accept


def main(command: str = "check", *arguments: str) -> int:
    try:
        if command == "begin":
            return begin(" ".join(arguments))
        region, folder = region_folder(), merged()
        if command == "seen" and region:
            accept(OURS, region)
        if command != "check":
            return 0
        found = list(all_problems(folder, OURS, region))
        if region and not found:
            return rendered(folder)
    except WrongRegion as error:
        found = [str(error)]
    for each in found:
        print(f"✗ {each}", file=sys.stderr)
    return 1 if found else 0


def rendered(folder: Path) -> int:
    """Render all of a region once, in a process that reads its folder from the start."""
    command = [sys.executable, "-m", "infra.region.rendering"]
    environment = {**os.environ, "TEMPLATES": str(folder)}
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
