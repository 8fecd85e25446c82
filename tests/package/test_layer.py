"""The layer of the documents function: what it is made of, and that it draws what we draw here."""

import ctypes
import hashlib
import shutil
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from infra.layer import debian, elf, lock
from infra.layer.build import make
from infra.layer.debian import mirrors
from infra.layer.lock import LockBroken, Locked
from infra.layer.minimal_root import MinimalRoot
from infra.packaging.wheels import CACHE

pytestmark = pytest.mark.xdist_group("packaging")

ROOT = Path(__file__).resolve().parents[2]
THEME = "decouvrabilite"
RENDER = """
import sys
from datetime import date
started, written = [], []
def hook(name, arguments):
    if name in ("subprocess.Popen", "os.fork", "os.posix_spawn", "os.system"):
        started.append(name)
    if name == "open" and isinstance(arguments[0], str) and arguments[2] & 3:  # not O_RDONLY
        written.append(arguments[0])
sys.addaudithook(hook)
from chalicelib.adapters.content import Library
from chalicelib.adapters.pdf import PdfRenderer
from chalicelib.domain.documents import Tool, Toolbox
from chalicelib.settings import TEMPLATES
library = Library(TEMPLATES / "themes")
theme = library.themes()[sys.argv[1]]
tools = (Tool("Wikidata", "https://www.wikidata.org", "Pour exister"),)
notes = "Un **essai** à Saint-Jérôme \\u2713, « ça va? »\\n\\n| a | b |\\n|---|---|\\n| 1 | 2 |"
toolbox = Toolbox("Zoé D’Essai", theme, date(2027, 3, 9), "Dominique", notes, tools, ("Oser",))
pdf = PdfRenderer(TEMPLATES).render(toolbox, library.body_html(theme.slug))
sys.stdout.buffer.write(pdf)
print(started, [name for name in written if not name.startswith("/tmp")], file=sys.stderr)
"""


@pytest.fixture(scope="module")
def root(package: Path, tmp_path_factory: pytest.TempPathFactory) -> MinimalRoot:
    return MinimalRoot(tmp_path_factory.mktemp("root"), package)


def test_the_layer_draws_what_is_drawn_here(root: MinimalRoot) -> None:
    here = subprocess.run(
        [sys.executable, "-c", RENDER, THEME], cwd=ROOT, capture_output=True, check=True
    ).stdout
    done = root.run(RENDER, THEME)
    assert done.returncode == 0, done.stderr.decode()
    assert _texts(done.stdout) == _texts(here)
    if _pango_here() == (1, 50, 12):  # the layer's: another draws the same, in other bytes
        assert done.stdout == here
    assert done.stderr.decode().splitlines()[-1:] == ["[] []"]


def test_without_the_layer_there_is_nothing_to_draw_with(root: MinimalRoot) -> None:
    """The control: no Pango of this machine is in that root."""
    away = root.folder / "opt/elsewhere"
    (root.folder / "opt/lib").rename(away)
    try:
        done = root.run(RENDER, THEME)
    finally:
        away.rename(root.folder / "opt/lib")
    assert done.returncode != 0
    assert b"libgobject" in done.stderr


def _texts(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(BytesIO(pdf)).pages]


def _pango_here() -> tuple[int, ...]:
    pango = ctypes.CDLL("libpango-1.0.so.0")
    pango.pango_version_string.restype = ctypes.c_char_p
    return tuple(map(int, pango.pango_version_string().decode().split(".")))


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


def test_each_debian_package_comes_with_its_licence(package: Path) -> None:
    with zipfile.ZipFile(package / "layer.zip") as opened:
        held = {n for n in opened.namelist() if n.startswith("licenses/")}
    locked = lock.locked()
    assert held == {f"licenses/{one.package}.txt" for one in locked}
    assert {one.package for one in locked} == {p for names in lock.WANTED.values() for p in names}


def test_a_library_that_asks_for_a_newer_glibc_is_refused(
    package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with zipfile.ZipFile(package / "layer.zip") as opened:
        opened.extract("lib/libmount.so.1", tmp_path)
        opened.extract("lib/libblkid.so.1", tmp_path)
        opened.extract("lib/libselinux.so.1", tmp_path)
        opened.extract("lib/libpcre2-8.so.0", tmp_path)
    files = sorted((tmp_path / "lib").iterdir())
    elf.check(files)
    monkeypatch.setattr(elf, "GLIBC", (2, 33))
    with pytest.raises(elf.Unloadable, match=r"asks for GLIBC_2\.34"):
        elf.check(files)


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
