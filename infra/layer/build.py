"""`layer.zip`, of pinned versions: the same commit gives the same bytes.

Only on the same interpreter: the bytecode of Python 3.13.0 is not that of 3.13.5.
"""

import hashlib
import shutil
import sys
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

from infra.packaging.archive import read_archive, read_folder, write_archive, write_folder
from infra.packaging.trim import DRAWN_WITH
from infra.packaging.wheels import CACHE, ROOT

from . import elf, libraries, lock, packages

NEEDED = (
    *(f"lib/{name}" for name in libraries.OPENED),
    "etc/fonts/fonts.conf",
    "python/weasyprint/__init__.py",
    *(f"python/{name}" for name in DRAWN_WITH.values()),
)


class NoLayer(RuntimeError):
    """A file is not the layer of the documents function: what it lacks."""


def build(destination: Path, cache: Path = CACHE) -> None:
    """Make the layer, or take one from the cache that was made of the same ingredients.

    Raises DebianFailed, LockBroken, Unloadable.
    """
    cache.mkdir(parents=True, exist_ok=True)
    made = cache / f"layer-{_ingredients()}.zip"
    if not made.exists():
        with TemporaryDirectory(dir=cache) as scratch:
            fresh = Path(scratch) / "layer.zip"
            make(fresh, cache)
            fresh.rename(made)
    shutil.copyfile(made, destination)


def make(destination: Path, cache: Path) -> None:
    """Make the layer from its packages; only these may come from the cache."""
    debian = lock.fetch(lock.locked(), cache / "debian")
    with TemporaryDirectory() as scratch:
        layer = Path(scratch)
        packages.install(layer / "python")
        libraries.take(debian, layer)
        elf.check(libraries.binaries(layer))
        write_archive(destination, read_folder(layer))


def take(made: Path, destination: Path) -> None:
    """Take a layer that was made otherwise, unchanged, if it can be loaded as ours can.

    Raises NoLayer, Unloadable.
    """
    if not zipfile.is_zipfile(made):
        raise NoLayer(f"there is no zip archive at {made}")
    files = read_archive(made)
    lacking = [name for name in NEEDED if name not in files]
    if lacking:
        raise NoLayer(f"{made} lacks {', '.join(lacking)}")
    with TemporaryDirectory() as scratch:
        write_folder(Path(scratch), files)
        elf.check(libraries.binaries(Path(scratch)))
    destination.write_bytes(made.read_bytes())


def _ingredients() -> str:
    """Return a digest of all that the layer is made of, and made by."""
    sources = [*(ROOT / "infra/layer").glob("*"), *(ROOT / "infra/packaging").glob("*.py")]
    drawn_with = [ROOT / name for name in DRAWN_WITH]
    files = sorted(f for f in [*sources, packages.REQUIREMENTS, *drawn_with] if f.is_file())
    digest = hashlib.sha256(sys.version.encode())
    for file in files:
        digest.update(file.read_bytes())
    return digest.hexdigest()[:16]
