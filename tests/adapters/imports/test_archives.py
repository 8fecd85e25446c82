"""An archive is read by counting; what it is not, it is told to be in words of its own."""

import io
import stat
import struct
import tracemalloc
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.adapters.imports import archives
from chalicelib.adapters.imports.archives import read_archive, write_archive
from chalicelib.domain.imports.mistakes import BadImport
from chalicelib.web.imports.sentences import message
from tests.support.editions.past_editions import first_edition


def archive(*entries: tuple[str | zipfile.ZipInfo, bytes], method: int = 8) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", method) as written:
        for name, said in entries:
            written.writestr(name, said)
    return content.getvalue()


def link() -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo("sessions.csv")
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    return entry


def encrypted() -> bytes:
    content = bytearray(archive(("sessions.csv", b"a")))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        struct.pack_into("<H", content, content.index(mark) + at, 1)
    return bytes(content)


def twice() -> bytes:
    return archive(("sessions.csv", b"a"), ("xessions.csv", b"b")).replace(b"xess", b"sess")


def lying() -> bytes:
    """It says that it holds a byte, and holds a million."""
    content = bytearray(archive(("sessions.csv", b"a" * 1_000_000)))
    for mark, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        struct.pack_into("<I", content, content.index(mark) + at, 1)
    return bytes(content)


BAD: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "nothing": (lambda: b"", "archive.zip", "not_a_zip"),
    "a spreadsheet": (lambda: b"email,kind\r\n", "archive.zip", "not_a_zip"),
    "half of one": (lambda: write_archive(first_edition())[:2000], "archive.zip", "not_a_zip"),
    "an archive in it": (
        lambda: archive(("sessions.csv", archive(("a", b"b")))),
        "sessions.csv",
        "nested_archive",
    ),
    "an archive by its name": (lambda: archive(("tout.zip", b"a")), "tout.zip", "nested_archive"),
    "a password": (encrypted, "sessions.csv", "encrypted"),
    "a name twice": (twice, "sessions.csv", "duplicate_file"),
    "a name in another case": (
        lambda: archive(("sessions.csv", b"a"), ("Sessions.CSV", b"b")),
        "Sessions.CSV",
        "duplicate_file",
    ),
    "the same name in two folders": (
        lambda: archive(("a/sessions.csv", b"a"), ("b/sessions.csv", b"b")),
        "b/sessions.csv",
        "duplicate_file",
    ),
    "a name that climbs": (
        lambda: archive(("../sessions.csv", b"a")),
        "../sessions.csv",
        "escaping_name",
    ),
    "a name from the root": (
        lambda: archive(("/etc/sessions.csv", b"a")),
        "/etc/sessions.csv",
        "escaping_name",
    ),
    "a name of Windows": (
        lambda: archive(("C:\\sessions.csv", b"a")),
        "C:\\sessions.csv",
        "escaping_name",
    ),
    "a link": (lambda: archive((link(), b"/etc/passwd")), "sessions.csv", "symlink"),
    "another compression": (
        lambda: archive(("sessions.csv", b"a"), method=zipfile.ZIP_LZMA),
        "sessions.csv",
        "unknown_compression",
    ),
    "two folders": (
        lambda: archive(("a/sessions.csv", b"a"), ("b/events.csv", b"b")),
        "archive.zip",
        "several_folders",
    ),
    "a folder in a folder": (
        lambda: archive(("a/b/sessions.csv", b"a")),
        "a/b/sessions.csv",
        "deep_folder",
    ),
    "a size that is not true": (lying, "sessions.csv", "damaged_file"),
    "many files": (
        lambda: archive(*((f"{n}.csv", b"") for n in range(65))),
        "archive.zip",
        "too_many_files",
    ),
    "very many files": (
        lambda: archive(*((f"{n}.csv", b"") for n in range(900))),
        "archive.zip",
        "too_many_files",
    ),
    "a bomb": (lambda: archive(("sessions.csv", bytes(8_000_000))), "sessions.csv", "bomb"),
}


@pytest.mark.parametrize(("made", "file", "code"), BAD.values(), ids=BAD)
def test_what_is_no_archive_of_an_edition_is_refused(
    made: Callable[[], bytes], file: str, code: str
) -> None:
    with pytest.raises(BadImport) as refused:
        read_archive(made())
    (mistake,) = refused.value.mistakes
    assert (mistake.file, mistake.code) == (file, code)
    assert message(mistake).endswith(".")


def test_all_that_is_wrong_with_an_archive_is_told_at_once() -> None:
    made = archive(("../a.csv", b""), ("b.zip", b""), (link(), b""), ("sessions.CSV", b""))
    with pytest.raises(BadImport) as refused:
        read_archive(made)
    codes = [mistake.code for mistake in refused.value.mistakes]
    assert codes == ["escaping_name", "nested_archive", "symlink", "duplicate_file"]


def test_no_more_comes_out_than_is_allowed_whatever_is_in_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(archives, "MOST_BYTES", 2_000_000)
    made = archive(*((f"{n}.csv", bytes(900_000)) for n in range(20)))
    tracemalloc.start()
    with pytest.raises(BadImport) as refused:
        read_archive(made)
    assert tracemalloc.get_traced_memory()[1] < 6_000_000
    tracemalloc.stop()
    assert [mistake.code for mistake in refused.value.mistakes] == ["too_much"]


@pytest.mark.parametrize("folder", ["", "édition 2021/"])
def test_files_are_found_at_the_root_or_in_one_folder(folder: str) -> None:
    clutter = [("__MACOSX/._sessions.csv", b"x"), (f"{folder}.DS_Store", b"x"), ("Thumbs.db", b"")]
    files = [(f"{folder}{name.upper()}", content) for name, content in first_edition().items()]
    assert read_archive(archive((f"{folder or 'vide/'}", b""), *files, *clutter)) == first_edition()


def test_the_same_files_make_the_same_archive() -> None:
    files = first_edition()
    written = write_archive(files)
    assert read_archive(written) == files
    assert write_archive(dict(reversed(files.items()))) == written


@given(st.data())
def test_an_archive_that_is_damaged_anywhere_is_read_as_it_was_or_refused(
    data: st.DataObject,
) -> None:
    content = bytearray(WRITTEN)
    for at in data.draw(st.lists(st.integers(0, len(content) - 1), min_size=1, max_size=4)):
        content[at] = data.draw(st.integers(0, 255))
    try:
        files = read_archive(bytes(content))
    except BadImport:
        return
    assert set(files.values()) <= set(first_edition().values())


WRITTEN = write_archive(first_edition())
