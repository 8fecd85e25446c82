"""A root with Python, the functions' zip and the layer, as a Lambda environment has.

It has nothing of this machine's Pango, fonts or packages.
"""

import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from .elf import RUNTIME
from .unshare import NoRoot, way

LEFT_OUT = shutil.ignore_patterns("site-packages", "test", "idlelib", "ensurepip", "__pycache__")
ENVIRONMENT = {
    "LANG": "en_US.UTF-8",
    "PYTHONDONTWRITEBYTECODE": "1",  # of the standard library, which is read-only there
    "TZ": ":UTC",
    "PATH": "/usr/local/bin:/usr/bin:/bin:/opt/bin",
    "LD_LIBRARY_PATH": "/lib64:/usr/lib64:/var/runtime:/var/runtime/lib"
    ":/var/task:/var/task/lib:/opt/lib",
    "PYTHONPATH": "/var/task:/opt/python:/var/runtime",
    "FONTCONFIG_FILE": "/opt/etc/fonts/fonts.conf",
}
"""As Lambda sets it; the last one as the template does."""


class MinimalRoot:
    """Made in an empty folder; `package` holds `deployment.zip` and `layer.zip`. Raises NoRoot."""

    def __init__(self, folder: Path, package: Path) -> None:
        if shutil.which("ldd") is None:
            raise NoRoot("missing: ldd. A minimal root is made on Linux alone.")
        self._way = way("--root=/", "true")
        self.folder = folder
        for archive, place in {"deployment.zip": "var/task", "layer.zip": "opt"}.items():
            with zipfile.ZipFile(package / archive) as opened:
                opened.extractall(folder / place)
        for name in ("tmp", "dev"):
            (folder / name).mkdir()
        self._python = Path(os.path.realpath(sys.executable))
        library = Path(sysconfig.get_path("stdlib"))
        shutil.copytree(library, self._inside(library), ignore=LEFT_OUT)
        self._copy([self._python, *_libraries([self._python, *library.rglob("*.so")])])

    def run(self, code: str, *arguments: str) -> subprocess.CompletedProcess[bytes]:
        """Run Python code in a process that sees this root alone."""
        python = [str(self._python), "-S", "-c", code, *arguments]
        command = ["unshare", *self._way, f"--root={self.folder}", *python]
        return subprocess.run(command, env=ENVIRONMENT, capture_output=True, check=False)

    def contents(self) -> dict[str, tuple[int, int]]:
        """Return the size and date of all that is there, folders too, except in /tmp."""
        found = {}
        for path in [self.folder, *self.folder.rglob("*")]:
            name = path.relative_to(self.folder)
            if name.parts[:1] != ("tmp",):
                entry = path.lstat()
                found[f"/{name}"] = entry.st_size, entry.st_mtime_ns
        return found

    @contextmanager
    def without(self, name: str) -> Iterator[None]:
        """Move a file or folder of the root away for a time."""
        there, away = self.folder / name, self.folder / "away"
        there.rename(away)
        try:
            yield
        finally:
            away.rename(there)

    def _inside(self, path: Path) -> Path:
        return self.folder / path.relative_to("/")

    def _copy(self, files: Iterable[Path]) -> None:
        for file in files:
            target = self._inside(file)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(file, target)


def _libraries(files: Iterable[Path]) -> set[Path]:
    """Return what the dynamic loader opens for these, by the paths that it names.

    The loader itself and the rest of the C library are included.
    """
    listed = subprocess.run(["ldd", *map(str, files)], capture_output=True, text=True, check=True)
    words = listed.stdout.split()
    opened = {Path(word) for word in words if word.startswith("/") and not word.endswith(":")}
    folder = next(path.parent for path in opened if path.name == "libc.so.6")
    return opened | {folder / name for name in RUNTIME if (folder / name).exists()}
