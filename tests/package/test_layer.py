"""The layer of the documents function: what it is made of, and that it draws what we draw here."""

import hashlib
import os
import re
import shutil
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from infra.layer import debian, elf, lock, printable, verify
from infra.layer.alike import facts
from infra.layer.build import NoLayer, make, take
from infra.layer.debian import mirrors
from infra.layer.lock import LockBroken, Locked
from infra.layer.minimal_root import MinimalRoot
from infra.layer.unshare import NoRoot, way
from infra.layer.verify import Drawn, Unproven
from infra.packaging.archive import read_archive
from infra.packaging.wheels import CACHE


@pytest.fixture(scope="module")
def root(package: Path, tmp_path_factory: pytest.TempPathFactory) -> MinimalRoot:
    try:
        return MinimalRoot(tmp_path_factory.mktemp("root"), package)
    except NoRoot as reason:
        pytest.skip(str(reason))


@pytest.fixture(scope="module")
def here(root: MinimalRoot) -> Drawn:
    return verify.drawn_here(root.folder / "opt")


def test_the_layer_draws_what_is_drawn_here(root: MinimalRoot, here: Drawn) -> None:
    verify.must_be_alike(verify.drawn_there(root), here)


def test_other_versions_are_held_to_what_a_reader_sees(root: MinimalRoot, here: Drawn) -> None:
    """The control: with a font less, the text is the same; the document is not."""
    other = replace(here, versions={"Pango": "another"})
    assert "the same text, fonts" in verify.must_be_alike(other, here)
    with root.without("opt/fonts"):
        boxes = verify.drawn_there(root)
    # A letter without a glyph leaves a NUL beside it.
    assert [page.replace("\0", "") for page in facts(boxes.pdf)["text"]] == facts(here.pdf)["text"]
    for versions in (here.versions, other.versions):
        with pytest.raises(Unproven, match=r"another document|fonts"):
            verify.must_be_alike(replace(boxes, versions=versions), here)


@pytest.mark.parametrize(
    ("allowed", "found"),
    [("exit 0", []), ('[ "$1" = --map-root-user ]', ["--map-root-user"])],
)
def test_a_root_is_made_in_the_way_that_this_machine_allows(
    allowed: str, found: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    _unshare(tmp_path, allowed, monkeypatch)
    assert way("--root=/", "true") == found


def test_a_machine_that_allows_no_root_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """As Docker does, and Ubuntu for whoever is not root."""
    _unshare(tmp_path, "exit 1", monkeypatch)
    with pytest.raises(NoRoot, match=r"(?s)root.*Docker.*Ubuntu"):
        MinimalRoot(tmp_path / "root", tmp_path)


def _unshare(folder: Path, body: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A command of that name, found before the machine's own."""
    tool = folder / "unshare"
    tool.write_text(f"#!/bin/sh\n{body}\n")
    tool.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder), prepend=os.pathsep)


@pytest.mark.parametrize(
    ("deed", "found"),
    [
        ("open('/var/task/left', 'w')", "/var/task/left"),
        ("os.fork() or os._exit(0)", "a child process"),
    ],
)
def test_a_drawing_that_leaves_something_behind_is_refused(
    root: MinimalRoot, monkeypatch: pytest.MonkeyPatch, deed: str, found: str
) -> None:
    nothing = verify.PROGRAM.replace("(draw(slug))", "(b'')").replace(": _versions()", ": {}")
    monkeypatch.setattr(verify, "PROGRAM", nothing)
    verify.drawn_there(root)
    monkeypatch.setattr(verify, "PROGRAM", f"import os\n{deed}\n{nothing}")
    with pytest.raises(Unproven, match=found):
        verify.drawn_there(root)


def test_without_the_layer_there_is_nothing_to_draw_with(root: MinimalRoot) -> None:
    """The control: no Pango of this machine is in that root."""
    verify.must_need_the_layer(root)


def test_every_library_opens_in_the_minimal_root(root: MinimalRoot) -> None:
    verify.must_open(root)
    with root.without("opt/lib/libfribidi.so.0"), pytest.raises(Unproven, match="libfribidi"):
        verify.must_open(root)


def test_the_same_pins_give_the_same_bytes(package: Path, tmp_path: Path) -> None:
    make(tmp_path / "again.zip", CACHE)
    assert (tmp_path / "again.zip").read_bytes() == (package / "layer.zip").read_bytes()


def test_what_the_zip_of_the_functions_holds_is_not_in_the_layer_too(package: Path) -> None:
    held = [_tops(package / "deployment.zip", ""), _tops(package / "layer.zip", "python/")]
    assert "weasyprint" in held[1]
    assert held[0] & held[1] == set()


def _tops(archive: Path, under: str) -> set[str]:
    with zipfile.ZipFile(archive) as opened:
        inside = [n.removeprefix(under) for n in opened.namelist() if n.startswith(under)]
    return {name.partition("/")[0] for name in inside} - {"__pycache__"}


def test_a_layer_made_elsewhere_is_taken_as_it_is(package: Path, tmp_path: Path) -> None:
    take(package / "layer.zip", tmp_path / "taken.zip")
    take(tmp_path / "taken.zip", tmp_path / "taken.zip")
    assert (tmp_path / "taken.zip").read_bytes() == (package / "layer.zip").read_bytes()


def test_a_layer_made_elsewhere_that_could_not_draw_is_refused(
    package: Path, tmp_path: Path
) -> None:
    files = read_archive(package / "layer.zip")
    for name, refusal in {
        "lib/libpango-1.0.so.0": NoLayer,
        "lib/libfribidi.so.0": elf.Unloadable,
        "python/weasyprint/__init__.py": NoLayer,
        "etc/fonts/fonts.conf": NoLayer,
    }.items():
        # Stored: compressing it four times takes half a minute.
        with zipfile.ZipFile(tmp_path / "lacking.zip", "w") as lacking:
            for other in files.keys() - {name}:
                lacking.writestr(other, files[other])
        with pytest.raises(refusal, match=re.escape(Path(name).name)):
            take(tmp_path / "lacking.zip", tmp_path / "taken.zip")
    (tmp_path / "words.zip").write_text("no archive")
    for name in ("words.zip", "absent.zip"):
        with pytest.raises(NoLayer, match=name):
            take(tmp_path / name, tmp_path / "taken.zip")
    assert not (tmp_path / "taken.zip").exists()


def test_each_debian_package_comes_with_its_licence(package: Path) -> None:
    with zipfile.ZipFile(package / "layer.zip") as opened:
        held = {n for n in opened.namelist() if n.startswith("licenses/")}
    locked = lock.locked()
    assert held == {f"licenses/{one.package}.txt" for one in locked}
    assert {one.package for one in locked} == {p for names in lock.WANTED.values() for p in names}


def test_what_can_be_printed_is_listed_as_the_fonts_have_it(package: Path, tmp_path: Path) -> None:
    """`python -m infra.layer printable` writes the list anew."""
    with zipfile.ZipFile(package / "layer.zip") as opened:
        fonts = [name for name in opened.namelist() if name.startswith("fonts/")]
        opened.extractall(tmp_path, fonts)
    assert printable.listed(tmp_path) == printable.LIST.read_text("ascii")


@pytest.mark.parametrize(
    ("name", "asked", "newer"),
    [
        ("lib/libpcre2-8.so.0", b"GLIBC_2.14", b"GLIBC_2.36"),
        ("lib/libpcre2-8.so.0", b"GLIBC_2.14", b"GLIBC_ABI_"),
        ("python/zopfli/zopfli.abi3.so", b"GLIBCXX_3.4.11", b"GLIBCXX_3.4.30"),
    ],
)
def test_a_library_that_asks_for_what_is_newer_is_refused(
    package: Path, tmp_path: Path, name: str, asked: bytes, newer: bytes
) -> None:
    """As it is, it passes; with one name in it changed, as if built where that exists."""
    with zipfile.ZipFile(package / "layer.zip") as opened:
        library = Path(opened.extract(name, tmp_path))
    elf.check([library])
    built = library.read_bytes()
    assert asked in built
    library.write_bytes(built.replace(asked, newer))
    with pytest.raises(elf.Unloadable, match=rf"{library.name} asks for {newer.decode()}"):
        elf.check([library])


def test_a_library_whose_own_needs_are_not_met_is_refused(package: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(package / "layer.zip") as opened:
        opened.extract("lib/libpango-1.0.so.0", tmp_path)
    with pytest.raises(elf.Unloadable, match=r"libpango-1\.0\.so\.0 needs libfribidi"):
        elf.check([tmp_path / "lib/libpango-1.0.so.0"])


def test_a_package_that_is_not_the_one_locked_is_refused(tmp_path: Path) -> None:
    one = Locked("bookworm", "libexample1", "1.0", hashlib.sha256(b"as locked").hexdigest())
    (tmp_path / f"{one.sha256}.deb").write_bytes(b"as locked")
    assert lock.fetch([one], tmp_path) == [tmp_path / f"{one.sha256}.deb"]
    (tmp_path / f"{one.sha256}.deb").write_bytes(b"something else")
    with pytest.raises(LockBroken, match=r"libexample1 1\.0"):
        lock.fetch([one], tmp_path)


def test_a_lock_that_is_written_is_read_back() -> None:
    locked = lock.locked()
    assert lock.read(lock.write(locked)) == locked
    with pytest.raises(LockBroken):
        lock.read("bookworm libexample1 1.0\n")


def test_a_mirror_may_be_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEBIAN_MIRROR", "http://mirror.example/debian/")
    assert mirrors() == ("http://mirror.example/debian", "http://mirror.example/debian-security")
    monkeypatch.setenv("DEBIAN_MIRROR", "http://old.example/archive/debian/20261124T000000Z")
    assert mirrors()[1] == "http://old.example/archive/debian-security/20261124T000000Z"


@pytest.mark.skipif(shutil.which("apt-get") is None, reason="no apt on this machine")
def test_this_machine_has_a_mirror_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DEBIAN_MIRROR", raising=False)
    main, security = mirrors()
    assert main.endswith("/debian")
    assert security.endswith("-security")


def test_a_mirror_that_does_not_answer_is_not_taken_for_one_that_has_newer_packages(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DEBIAN_MIRROR", f"file:{tmp_path}/debian")
    monkeypatch.setattr(debian, "KEYRING", tmp_path)
    if shutil.which("apt-get") is None:
        pytest.skip("no apt on this machine")
    with pytest.raises(debian.DebianFailed, match="The mirror is away"):
        debian.Apt(tmp_path / "apt", "bookworm").update()


class Dropped:
    """A mirror that answers, and has no version asked for any more."""

    def __init__(self, *_: object) -> None: ...

    def update(self) -> None: ...

    def download(self, *_: object) -> Path:
        raise debian.DebianFailed("Version '1.0' for 'libexample1' was not found")


def test_a_version_that_the_mirror_has_dropped_can_be_had_from_a_snapshot_or_replaced(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(lock, "Apt", Dropped)
    with pytest.raises(debian.DebianFailed) as said:
        lock.fetch([Locked("bookworm", "libexample1", "1.0", "0" * 64)], tmp_path)
    for words in ("libexample1 1.0", "DEBIAN_MIRROR=", "make layer-lock"):
        assert words in str(said.value)


def test_where_apt_knows_no_debian_debootstrap_does(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """As on Ubuntu."""
    script = tmp_path / "debootstrap"
    script.write_text('DEF_SUITE=x\nDEF_MIRROR="http://mirror.example/debian"\n')
    monkeypatch.delenv("DEBIAN_MIRROR", raising=False)
    monkeypatch.setattr(debian, "DEBOOTSTRAP", script)
    listed = "http://another.example/ubuntu/\n"
    monkeypatch.setattr(debian, "_listed", lambda: listed.split())
    assert mirrors()[0] == "http://mirror.example/debian"
    script.unlink()
    with pytest.raises(debian.DebianFailed, match="DEBIAN_MIRROR"):
        mirrors()
