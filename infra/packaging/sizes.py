"""How large the package is, and how large it may be."""

import zipfile
from dataclasses import dataclass
from pathlib import Path

from .bytecode import OURS

MEGABYTE = 1_000_000

ZIPPED = 10_500_000
"""Limit of the zip that every function shares: each cold start fetches it.

Two fifths of it are our own code and texts, which go on growing: 3.9 MB of 9.6 with 67,000 lines.
"""

LIBRARIES = 5_800_000
"""Limit of what others wrote in that zip: it is to stay as small as it is, 5.6 MB."""

UNZIPPED = 250 * MEGABYTE
"""Limit of a function with its layers, set by Lambda."""


class TooLarge(RuntimeError):
    """A package would start slowly, or Lambda would refuse it."""


@dataclass(frozen=True)
class Size:
    """The size of one archive, in bytes."""

    zipped: int
    unzipped: int


def size_of(archive: Path) -> Size:
    with zipfile.ZipFile(archive) as opened:
        unzipped = sum(entry.file_size for entry in opened.infolist())
    return Size(archive.stat().st_size, unzipped)


def libraries_in(archive: Path) -> int:
    """Return how many bytes of an archive are libraries, compressed."""
    ours = (*OURS, "templates/")
    with zipfile.ZipFile(archive) as opened:
        return sum(
            entry.compress_size
            for entry in opened.infolist()
            if not entry.filename.startswith(ours)
        )


def report(package: Path) -> str:
    """Return the sizes in words. Raises TooLarge."""
    functions, layer = size_of(package / "deployment.zip"), size_of(package / "layer.zip")
    together = functions.unzipped + layer.unzipped
    libraries = libraries_in(package / "deployment.zip")
    if functions.zipped > ZIPPED:
        raise TooLarge(f"deployment.zip: {_mb(functions.zipped)}, at most {_mb(ZIPPED)}")
    if libraries > LIBRARIES:
        raise TooLarge(f"libraries in deployment.zip: {_mb(libraries)}, at most {_mb(LIBRARIES)}")
    if together > UNZIPPED:
        raise TooLarge(f"unzipped with its layer: {_mb(together)}, at most {_mb(UNZIPPED)}")
    return "\n".join(
        f"  {name:<16} {_mb(size.zipped):>9} zipped {_mb(size.unzipped):>9} unzipped"
        for name, size in {
            "deployment.zip": functions,
            "layer.zip": layer,
            "together": Size(functions.zipped + layer.zipped, together),
        }.items()
    )


def _mb(size: int) -> str:
    return f"{size / MEGABYTE:.1f} MB"
