"""What the layer takes from Python packages: WeasyPrint and what only documents need."""

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from infra.packaging.archive import read_folder, write_folder
from infra.packaging.bytecode import compiled
from infra.packaging.trim import trimmed

from .elf import GLIBC

REQUIREMENTS = Path(__file__).resolve().parents[2] / "requirements/layer.txt"


def install(target: Path) -> None:
    """Wheels for Lambda's machine and this interpreter's version, trimmed and compiled."""
    _, newest = GLIBC
    platforms = [
        "manylinux2014_x86_64",
        *(f"manylinux_2_{n}_x86_64" for n in range(17, newest + 1)),
    ]
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    command += ["--no-deps", "--only-binary", ":all:", "--implementation", "cp", "--no-compile"]
    command += ["--python-version", version, "-r", str(REQUIREMENTS)]
    command += [part for platform in platforms for part in ("--platform", platform)]
    with TemporaryDirectory() as scratch:
        subprocess.run([*command, "--target", scratch], check=True)
        write_folder(target, compiled(trimmed(read_folder(Path(scratch)))))
