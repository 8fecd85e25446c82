"""What the layer takes from Debian packages: libraries by their sonames, fonts, licences."""

import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from . import elf
from .debian import unpack

OPENED = (
    "libpango-1.0.so.0",
    "libpangoft2-1.0.so.0",
    "libharfbuzz.so.0",
    "libharfbuzz-subset.so.0",
    "libfontconfig.so.1",
    "libgobject-2.0.so.0",
)
"""The libraries that WeasyPrint opens."""


def take(packages: Iterable[Path], layer: Path) -> None:
    """Fill `lib/`, `fonts/`, `licenses/`, `etc/`. Raises Unloadable if a library is nowhere.

    A layer's zip holds no links: each library is one file, under the name that others use.
    """
    with TemporaryDirectory() as scratch:
        root = Path(scratch)
        for package in packages:
            unpack(package, root)
        _libraries(root, layer / "lib")
        _flat(sorted(root.glob("usr/share/fonts/**/*.tt[fc]")), layer / "fonts")
        for copyright_file in sorted(root.glob("usr/share/doc/*/copyright")):
            target = layer / "licenses" / f"{copyright_file.parent.name}.txt"
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(copyright_file, target)
    _flat([Path(__file__).with_name("fonts.conf")], layer / "etc/fonts")


def binaries(layer: Path) -> Iterator[Path]:
    return (file for file in sorted(layer.rglob("*")) if file.is_file() and elf.is_elf(file))


def _libraries(root: Path, target: Path) -> None:
    """Copy the libraries that WeasyPrint opens, those that these need, and so on; nothing else."""
    files = [f for f in sorted(root.rglob("*.so*")) if f.is_file() and not f.is_symlink()]
    there = {elf.needs(file).soname: file for file in files}
    target.mkdir(parents=True)
    waiting = list(OPENED)
    while waiting:
        name = waiting.pop()
        if name in there and not (target / name).exists():
            shutil.copyfile(there[name], target / name)
            waiting += elf.needs(there[name]).libraries
    missing = [name for name in OPENED if not (target / name).exists()]
    if missing:
        raise elf.Unloadable(f"no package has {', '.join(missing)}")


def _flat(files: Iterable[Path], folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for file in files:
        shutil.copyfile(file, folder / file.name)
