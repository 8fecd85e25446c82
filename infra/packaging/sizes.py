"""How large the package is, and how large it may be."""

import zipfile
from dataclasses import dataclass
from pathlib import Path

MEGABYTE = 1_000_000

ZIPPED = 9_500_000
"""Limit of the zip that every function shares: each cold start fetches it.

A quarter of it is our own code, which goes on growing; libraries are to stay as small as they are.
"""

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


def report(package: Path) -> str:
    """Return the sizes in words. Raises TooLarge."""
    functions, layer = size_of(package / "deployment.zip"), size_of(package / "layer.zip")
    together = functions.unzipped + layer.unzipped
    if functions.zipped > ZIPPED:
        raise TooLarge(f"deployment.zip: {_mb(functions.zipped)}, at most {_mb(ZIPPED)}")
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
