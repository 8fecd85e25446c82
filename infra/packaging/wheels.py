"""Wheels for Lambda's machine, downloaded once: packaging itself then needs no network."""

import hashlib
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[2]
CACHE = ROOT / "build/cache"
GLIBC = 2, 34
"""Amazon Linux 2023's: no wheel may need a newer one."""

VERSION = f"{sys.version_info.major}.{sys.version_info.minor}"
OLDER = ("manylinux2014_x86_64", *(f"manylinux_2_{n}_x86_64" for n in range(17, GLIBC[1] + 1)))
TARGET = ("--only-binary", ":all:", "--implementation", "cp", "--python-version", VERSION)


def wheelhouse(requirements: Path, cache: Path = CACHE) -> Path:
    """Return a folder with the wheel of each pinned requirement. Raises CalledProcessError."""
    pinned = hashlib.sha256(requirements.read_bytes() + VERSION.encode()).hexdigest()[:16]
    folder = cache / f"wheels-{pinned}"
    if not folder.exists():
        cache.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=cache) as scratch:
            fresh = Path(scratch) / "wheels"
            _pip("download", requirements, "--dest", str(fresh))
            fresh.rename(folder)
    return folder


def install(requirements: Path, target: Path) -> None:
    """Install into a folder, from the wheelhouse alone."""
    wheels = str(wheelhouse(requirements))
    offline = ("--no-index", "--find-links", wheels, "--no-compile")
    _pip("install", requirements, *offline, "--target", str(target))


def _pip(command: str, requirements: Path, *options: str) -> None:
    platforms = [part for platform in OLDER for part in ("--platform", platform)]
    quiet = ("--quiet", "--disable-pip-version-check", "--no-deps")
    pip = (sys.executable, "-m", "pip", command, *quiet, *TARGET, *platforms)
    subprocess.run([*pip, *options, "-r", str(requirements)], check=True)
