"""`python -m infra.packaging.fetch`: download what packages are made of, into `build/cache/`."""

import sys

from infra.layer import lock
from infra.layer.debian import DebianFailed

from .wheels import CACHE, ROOT, wheelhouse


def main() -> int:
    try:
        lock.fetch(lock.locked(), CACHE / "debian")
    except (DebianFailed, lock.LockBroken) as error:
        print(f"✗ {error}", file=sys.stderr)
        return 1
    for name in ("requirements.txt", "requirements/layer.txt"):
        wheelhouse(ROOT / name)
    return 0


if __name__ == "__main__":
    sys.exit(main())
