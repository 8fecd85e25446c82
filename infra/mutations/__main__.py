"""`python -m infra.mutations [words …]`: makes each mistake in a copy and sees it red.

Exits with 1 if one goes unseen, or is seen without being named.
"""

import shutil
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

from .mistakes import MISTAKES, Mistake

ROOT = Path(__file__).resolve().parents[2]
COPIED = ("app.py", "chalicelib", "templates", "infra", "tests", "docs", ".chalice", "vendor")
FILES = ("pyproject.toml", "requirements.txt", "README.md", "CONTRIBUTING.md", "Makefile")
AT_ONCE = 2


def main(words: Sequence[str]) -> int:
    chosen = [each for each in MISTAKES if all(word in each.name for word in words)]
    with ThreadPoolExecutor(AT_ONCE) as workers:
        failures = [failure for failure in workers.map(seen, chosen) if failure]
    for failure in failures:
        print(f"✗ {failure}", file=sys.stderr)
    return 1 if failures else 0


def seen(mistake: Mistake) -> str:
    """Return what is wrong with how a mistake was found, or ""."""
    if mistake.before not in (ROOT / mistake.file).read_text(encoding="utf-8"):
        return f"{mistake.name}: {mistake.file} has no such place"
    with TemporaryDirectory(prefix="mutation-") as folder:
        copy = Path(folder)
        copied(copy)
        made_in(copy, mistake)
        command = [str(ROOT / ".venv/bin" / mistake.check[0]), *mistake.check[1:]]
        run = subprocess.run(command, cwd=copy, capture_output=True, text=True, check=False)
    if run.returncode == 0:
        return f"{mistake.name}: nothing sees it"
    if mistake.told not in run.stdout + run.stderr:
        return f"{mistake.name}: seen, but not named\n{run.stdout[-2000:]}"
    print(f"✓ {mistake.name}", flush=True)
    return ""


def copied(folder: Path) -> None:
    ignored = shutil.ignore_patterns("__pycache__", "deployments", "*.pyc")
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, symlinks=True, ignore=ignored)
        else:
            shutil.copy(source, folder / name)
    for name in FILES:
        shutil.copy(ROOT / name, folder / name)
    shutil.copytree(ROOT / "requirements", folder / "requirements")


def made_in(folder: Path, mistake: Mistake) -> None:
    """Make the mistake, whose place is in the code."""
    target = folder / mistake.file
    text = target.read_text(encoding="utf-8")
    target.write_text(text.replace(mistake.before, mistake.after, 1), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
