"""`python -m infra.region`: what is wrong with what a region says of itself.

`merge` lays its folder over ours, for what comes next; `render` renders all of it once; `begin
NAME` writes a first one; `seen` notes that what has changed of ours was looked at.
"""

import sys

from .beginning import begin
from .checking import WrongSettings, all_problems
from .merging import merged, merged_aside
from .places import OURS, WrongRegion, region_folder
from .rendering.stamp import ensure_rendered
from .taken import accept


def main(command: str = "check", *arguments: str) -> int:
    try:
        if command == "begin":
            return begin(" ".join(arguments))
        region = region_folder()
        if command == "seen":
            if region:
                accept(OURS, region)
            return 0
        found = list(all_problems(merged_aside(), OURS, region)) if command == "check" else []
        if not found:
            folder = merged()
            told = "" if command == "merge" else ensure_rendered(folder)
            print(told if command == "check" else "", end="")
    except (WrongRegion, WrongSettings) as error:
        found = str(error).splitlines()
    for each in found:
        print(f"✗ {each}", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
