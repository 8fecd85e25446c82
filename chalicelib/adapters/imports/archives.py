"""Archives of a past edition: read by counting, whatever they claim of themselves; written alike.

What an archive says of its sizes is not believed: bytes are counted as they come out.
"""

import io
import stat
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath

from ...domain.imports.forms import CORRECTIONS
from ...domain.imports.grids import WORKBOOKS
from ...domain.imports.mistakes import ARCHIVE, BadImport, Mistake, quoted

MOST_FILES, MOST_BYTES, MOST_RATIO = 64, 32 * 1024 * 1024, 100
"""Of an archive: entries, bytes that come out, and how many of them for each byte that is in it."""

RATIO_FROM = 1024 * 1024
"""Bytes from which the ratio is looked at: short files of few words may well be small."""

_PASSED_OVER = {".ds_store", "thumbs.db", "desktop.ini", CORRECTIONS}
_NESTED = (".zip", ".7z", ".rar", ".gz", ".tgz", ".bz2", ".xz", ".tar", ".zst")
_MAGIC = (b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"BZh", b"\xfd7zXZ")
_CHUNK = 64 * 1024
_ENTRY = b"PK\x01\x02"
DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError)
"""What the standard library raises of an archive that is damaged, or locked by a password."""

_EARLIEST = (1980, 1, 1, 0, 0, 0)


class Zips:
    """ZIP archives, as stories ask for them."""

    def read(self, content: bytes) -> dict[str, bytes]:
        return read_archive(content)

    def write(self, files: Mapping[str, bytes]) -> bytes:
        return write_archive(files)


def read_archive(content: bytes) -> dict[str, bytes]:
    """Return the files of an archive by name, without the folder they may be in.

    Raises BadImport, with all that is wrong with it.
    """
    if content.count(_ENTRY) > 4 * MOST_FILES:
        raise BadImport([_mistake(ARCHIVE, "too_many_files", str(MOST_FILES))])
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (*DAMAGED, ValueError):
        raise BadImport([_mistake(ARCHIVE, "not_a_zip")]) from None
    with archive:
        entries = [each for each in archive.infolist() if not _passed_over(each.filename)]
        if len(archive.infolist()) > MOST_FILES:
            raise BadImport([_mistake(ARCHIVE, "too_many_files", str(MOST_FILES))])
        mistakes = [*_mistakes(entries)]
        if mistakes:
            raise BadImport(mistakes)
        return _contents(archive, entries)


def write_archive(files: Mapping[str, bytes]) -> bytes:
    """Return an archive: the same files give the same bytes."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, _EARLIEST)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            archive.writestr(entry, files[name], compresslevel=9)
    return content.getvalue()


def _mistake(file: str, code: str, wanted: str = "") -> Mistake:
    return Mistake(quoted(file), 1, "", code, quoted(file), wanted)


def _passed_over(name: str) -> bool:
    """Tell whether an entry is a folder, or what a computer adds by itself."""
    path = PurePosixPath(name)
    hidden = path.name.startswith("._") or path.name.lower() in _PASSED_OVER
    return name.endswith("/") or "__MACOSX" in path.parts or hidden


def _mistakes(entries: Iterable[zipfile.ZipInfo]) -> Iterator[Mistake]:
    seen: dict[str, str] = {}
    folders: set[str] = set()
    for entry in entries:
        code = _fault(entry)
        path = PurePosixPath(entry.filename)
        name = path.name.lower()
        if not code and name in seen:
            code = "duplicate_file"
        if not code and len(path.parts) > 2:
            code = "deep_folder"
        if code:
            yield _mistake(entry.filename, code)
        else:
            folders.add(str(path.parent))
        seen[name] = entry.filename
    if len(folders) > 1:
        yield _mistake(ARCHIVE, "several_folders", ", ".join(map(quoted, sorted(folders))))


def _fault(entry: zipfile.ZipInfo) -> str:
    """Return the code of what is wrong with an entry by what the archive says of it, or ""."""
    name = entry.orig_filename
    if _escapes(name):
        return "escaping_name"
    if stat.S_ISLNK(entry.external_attr >> 16):
        return "symlink"
    if entry.flag_bits & 0x41:
        return "encrypted"
    if name.lower().endswith(_NESTED):
        return "nested_archive"
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return "unknown_compression"
    return ""


def _escapes(name: str) -> bool:
    """Tell whether a name leads out of the archive, or hides where it leads."""
    unusual = "\\" in name or "\0" in name or ":" in name or name.startswith("/")
    return unusual or ".." in PurePosixPath(name).parts or not name.isprintable()


def _contents(archive: zipfile.ZipFile, entries: Iterable[zipfile.ZipInfo]) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    left = MOST_BYTES
    for entry in entries:
        content = _content(archive, entry, left)
        left -= len(content)
        if content.startswith(_MAGIC) and not entry.filename.lower().endswith(WORKBOOKS):
            raise BadImport([_mistake(entry.filename, "nested_archive")])
        files[PurePosixPath(entry.filename).name.lower()] = content
    return files


def _content(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, left: int) -> bytes:
    """Return a file, of which at most so many bytes come out. Raises BadImport."""
    read = bytearray()
    most = max(RATIO_FROM, MOST_RATIO * entry.compress_size)
    try:
        with archive.open(entry) as source:
            while chunk := source.read(_CHUNK):
                read += chunk
                if len(read) > min(left, most):
                    code = "too_much" if len(read) > left else "bomb"
                    raise BadImport([_mistake(entry.filename, code)])
    except DAMAGED:
        raise BadImport([_mistake(entry.filename, "damaged_file")]) from None
    return bytes(read)
