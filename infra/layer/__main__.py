"""`python -m infra.layer verify`, `lock` or `printable`: the package's layer proven, its Debian
packages pinned to the newest that the mirrors have, or what its fonts print listed anew."""

import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from infra.packaging.archive import read_archive, write_folder
from infra.packaging.wheels import ROOT

from . import lock, printable
from .debian import DebianFailed
from .elf import Unloadable
from .unshare import NoRoot
from .verify import Unproven, verify

PACKAGE = ROOT / "build/package"


def _verify() -> None:
    for name in ("deployment.zip", "layer.zip"):
        if not (PACKAGE / name).exists():
            raise Unproven(f"there is no {name}: make package")
    with TemporaryDirectory() as scratch:
        for held in verify(PACKAGE, Path(scratch)):
            print(f"✓ {held}")


def _lock() -> None:
    text = lock.write(lock.refreshed())
    lock.LOCK.write_text(text, encoding="utf-8")
    print(text, end="")


def _printable() -> None:
    with TemporaryDirectory() as scratch:
        write_folder(Path(scratch), read_archive(PACKAGE / "layer.zip"))
        printable.LIST.write_text(printable.listed(Path(scratch)), encoding="ascii")


COMMANDS: dict[str, Callable[[], None]] = {
    "verify": _verify,
    "lock": _lock,
    "printable": _printable,
}


def main(command: str = "") -> int:
    if command not in COMMANDS:
        print(f"python -m infra.layer {'|'.join(COMMANDS)}", file=sys.stderr)
        return 2
    try:
        COMMANDS[command]()
    except (DebianFailed, lock.LockBroken, NoRoot, Unloadable, Unproven) as error:
        print(f"✗ {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
