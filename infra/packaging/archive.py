"""Zip archives that say nothing of when or where they were made."""

import zipfile
from collections.abc import Mapping
from pathlib import Path

EPOCH = (1980, 1, 1, 0, 0, 0)  # the oldest moment a zip can tell
READABLE = 0o100644 << 16


def read_archive(path: Path) -> dict[str, bytes]:
    """Its files by name, without folders."""
    with zipfile.ZipFile(path) as archive:
        names = [name for name in archive.namelist() if not name.endswith("/")]
        return {name: archive.read(name) for name in names}


def write_archive(path: Path, files: Mapping[str, bytes]) -> None:
    """The same files give the same bytes: sorted, dated alike, readable by all."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.external_attr = READABLE
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, files[name])
