"""`python -m infra.region [merge]`: what is wrong with what a region says of itself.

`merge` lays its folder over ours first, for what comes next; alone, it says nothing if all is well.
"""

import sys

from .laying import SETTINGS
from .merging import merged
from .places import WrongRegion
from .problems import problems


def main(*arguments: str) -> int:
    try:
        folder = merged()
    except WrongRegion as error:
        print(f"✗ {error}", file=sys.stderr)
        return 1
    if arguments == ("merge",):
        return 0
    found = list(problems(folder / SETTINGS))
    for each in found:
        print(f"✗ {each}", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
