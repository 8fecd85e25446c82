"""`python -m infra.layer lock`: pin the newest versions that the mirrors have."""

import sys

from . import lock
from .debian import DebianFailed


def main(command: str) -> int:
    if command != "lock":
        print("python -m infra.layer lock", file=sys.stderr)
        return 2
    try:
        text = lock.write(lock.refreshed())
    except DebianFailed as error:
        print(f"✗ {error}", file=sys.stderr)
        return 1
    lock.LOCK.write_text(text, encoding="utf-8")
    print(text, end="")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
