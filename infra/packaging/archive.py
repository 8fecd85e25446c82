"""Files by name, in folders and in zip archives that do not say when or where they were made."""

import zipfile
from collections.abc import Mapping
from pathlib import Path

EPOCH = (1980, 1, 1, 0, 0, 0)  # the oldest moment a zip can tell
READABLE = 0o100644 << 16


def read_archive(path: Path) -> dict[str, bytes]:
    """Return an archive's files by name, without folders."""
    with zipfile.ZipFile(path) as archive:
        names = [name for name in archive.namelist() if not name.endswith("/")]
        return {name: archive.read(name) for name in names}


def read_folder(folder: Path) -> dict[str, bytes]:
    """Return a folder's files by their paths in it; a link stands for what it points to."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def write_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files, with the folders they need."""
    for name, content in files.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def write_archive(path: Path, files: Mapping[str, bytes]) -> None:
    """Write an archive; the same files give the same bytes: sorted, one date, readable by all."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.external_attr = READABLE
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, files[name])
