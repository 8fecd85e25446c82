"""`python -m infra.region`: what is wrong with what a region says of itself.

`merge` lays its folder over ours, for what comes next; `render` renders all of it once; `begin
NAME` writes a first one; `seen` notes that what has changed of ours was looked at.
"""

import sys

from .beginning import begin
from .checking import WrongSettings, all_problems
from .merging import merged
from .places import OURS, WrongRegion, region_folder
from .rendering.stamp import ensure_rendered
from .taken import accept


def main(command: str = "check", *arguments: str) -> int:
    try:
        if command == "begin":
            return begin(" ".join(arguments))
        region, folder = region_folder(), merged()
        if command == "seen" and region:
            accept(OURS, region)
        if command == "render":
            ensure_rendered(folder)
        if command != "check":
            return 0
        found = list(all_problems(folder, OURS, region))
        if not found:
            print(ensure_rendered(folder), end="")
    except (WrongRegion, WrongSettings) as error:
        found = str(error).splitlines()
    for each in found:
        print(f"✗ {each}", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
