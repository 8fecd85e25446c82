"""A copy of the project, in which a mistake is made or a recipe followed."""

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[2]
AT_ONCE = 2
KNOWN = ROOT / ".mypy_cache"
LEFT_OUT = (".git", ".venv*", "build", "deployments", "__pycache__", ".*_cache", ".hypothesis")


@contextmanager
def copied() -> Iterator[Path]:
    """Give a folder with a copy of the project, removed afterwards."""
    with TemporaryDirectory(prefix="copy-") as folder:
        copy = Path(folder, "copy")
        shutil.copytree(ROOT, copy, symlinks=True, ignore=shutil.ignore_patterns(*LEFT_OUT))
        yield copy


def played[T](play: Callable[[T], str], chosen: Iterable[T]) -> int:
    """Play each, two at a time. Print what is wrong, and return how many were."""
    with ThreadPoolExecutor(AT_ONCE) as workers:
        failures = [failure for failure in workers.map(play, chosen) if failure]
    for failure in failures:
        print(f"✗ {failure}", file=sys.stderr)
    return len(failures)


def changed(file: Path, before: str, after: str) -> None:
    """Replace the first `before` of a file, which is there."""
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace(before, after, 1), encoding="utf-8")


def ran(folder: Path, check: Sequence[str]) -> subprocess.CompletedProcess[str]:
    """Run a program of our environment in a copy. mypy begins with what it knows of ours."""
    if check[0] == "mypy" and KNOWN.is_dir():
        shutil.copytree(KNOWN, folder / KNOWN.name, dirs_exist_ok=True)
    command = [str(ROOT / ".venv/bin" / check[0]), *check[1:]]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
