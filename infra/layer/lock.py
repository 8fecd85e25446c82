"""Which Debian packages the layer is made of: `debian.lock`, one line each."""

import hashlib
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from .debian import Apt, DebianFailed

LOCK = Path(__file__).with_name("debian.lock")
HEADING = "# Suite, package, version, SHA-256. `make layer-lock` writes this file.\n"

WANTED = {
    "bookworm": (
        "fonts-dejavu-core",
        "fonts-wqy-microhei",
        "libblkid1",
        "libbrotli1",
        "libdatrie1",
        "libffi8",
        "libfontconfig1",
        "libfreetype6",
        "libfribidi0",
        "libglib2.0-0",
        "libgraphite2-3",
        "libharfbuzz-subset0",
        "libharfbuzz0b",
        "libmount1",
        "libpango-1.0-0",
        "libpangoft2-1.0-0",
        "libpcre2-8-0",
        "libpng16-16",
        "libselinux1",
        "libthai0",
        "zlib1g",
    ),
    # Bookworm's needs arc4random, which glibc has since 2.36. It reads our own fonts.conf alone.
    "bullseye": ("libexpat1",),
}


class LockBroken(RuntimeError):
    """A package is not the one that was locked."""


@dataclass(frozen=True)
class Locked:
    suite: str
    package: str
    version: str
    sha256: str


def read(text: str) -> list[Locked]:
    """Parse a lock. Raises LockBroken for a line that is not four words."""
    lines = [line.split() for line in text.splitlines() if line and not line.startswith("#")]
    if any(len(words) != 4 for words in lines):
        raise LockBroken("debian.lock has a line that is not four words")
    return [Locked(*words) for words in lines]


def locked() -> list[Locked]:
    """Return the packages of `debian.lock`. Raises LockBroken."""
    return read(LOCK.read_text(encoding="utf-8"))


def write(locked: Iterable[Locked]) -> str:
    lines = (f"{one.suite} {one.package} {one.version} {one.sha256}\n" for one in locked)
    return HEADING + "".join(lines)


def refreshed() -> list[Locked]:
    """Return the packages that the mirrors have now. Raises DebianFailed."""
    found = []
    for suite, packages in WANTED.items():
        with tempfile.TemporaryDirectory() as folder:
            apt = Apt(Path(folder), suite)
            apt.update()
            for package in packages:
                record = apt.candidate(package)
                found.append(Locked(suite, package, record["Version"], record["SHA256"]))
    return found


def fetch(locked: list[Locked], cache: Path) -> list[Path]:
    """Return the packages, each checked, and downloaded if the cache lacks it.

    Raises DebianFailed if the mirror no longer has a version, LockBroken if a file is another.
    """
    cache.mkdir(parents=True, exist_ok=True)
    missing = [one for one in locked if not _kept(one, cache).exists()]
    for suite in dict.fromkeys(one.suite for one in missing):
        with tempfile.TemporaryDirectory(dir=cache) as folder:
            apt = Apt(Path(folder), suite)
            apt.update()
            for one in missing:
                if one.suite == suite:
                    _keep(one, _download(apt, one, Path(folder)), cache)
    return [_checked(one, _kept(one, cache)) for one in locked]


def _download(apt: Apt, one: Locked, folder: Path) -> Path:
    try:
        return apt.download(one.package, one.version, folder)
    except DebianFailed as error:
        raise DebianFailed(
            f"{error}\nThe mirror may have dropped {one.package} {one.version}. The same layer, "
            "from a snapshot of the day it was locked: the same command with "
            "DEBIAN_MIRROR=http://…/archive/debian/DATE. A newer one: `make layer-lock`, then "
            "review and commit debian.lock."
        ) from None


def _keep(one: Locked, downloaded: Path, cache: Path) -> None:
    _checked(one, downloaded).rename(_kept(one, cache))


def _kept(one: Locked, cache: Path) -> Path:
    return cache / f"{one.sha256}.deb"


def _checked(one: Locked, file: Path) -> Path:
    found = hashlib.sha256(file.read_bytes()).hexdigest()
    if found != one.sha256:
        raise LockBroken(f"{one.package} {one.version}: SHA-256 is {found}, not {one.sha256}")
    return file
