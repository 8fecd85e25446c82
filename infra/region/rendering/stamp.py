"""Notes which texts a rendering found right, by which code, so that none is paid for twice."""

import hashlib
import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from ..checking import WrongSettings
from ..laying import LABEL
from ..places import ROOT

STAMPS = ROOT / "build/rendered"
TOLD = "rendering each page, mail and document once: this takes a minute or more…"

AT_MOST = 16
"""Stamps that are kept: the last ones."""

BESIDE = "UNRENDERED"
"""Says, as 1, that what cannot be rendered is served or packaged all the same."""


class NotRendered(WrongSettings):
    """A page, mail or document of a region cannot be rendered as it is; says each."""


def ensure_rendered(templates: Path, stamps: Path = STAMPS) -> str:
    """Render all of a region once, unless it was with these texts and this code.

    Return what there is to look at. Raises NotRendered. Ours alone are what tests are for.
    """
    if not (templates / LABEL).is_file():
        return ""
    stamp = stamps / digest_of(templates)
    if stamp.is_file():
        return stamp.read_text(encoding="utf-8")
    print(TOLD, file=sys.stderr, flush=True)
    done = _rendered(templates)
    wrong = done.stderr.strip().removeprefix("✗ ").replace("\n✗ ", "\n")
    if not done.returncode:
        _keep(stamp, done.stdout)
    elif os.environ.get(BESIDE) == "1":
        print(wrong, file=sys.stderr)
    else:
        raise NotRendered(wrong)
    return done.stdout


def digest_of(templates: Path) -> str:
    """Return a digest of all that a rendering is made of."""
    digest = hashlib.sha256(sys.version.encode())
    code = [ROOT / "requirements.txt", ROOT / "app.py"]
    code += sorted(path for name in ("chalicelib", "infra") for path in (ROOT / name).rglob("*.py"))
    texts = sorted(path for path in templates.rglob("*") if path.is_file())
    for root, paths in ((ROOT, code), (templates, texts)):
        for path in paths:
            content = path.read_bytes()
            digest.update(f"{path.relative_to(root)}\0{len(content)}\0".encode())
            digest.update(content)
    return digest.hexdigest()[:32]


def _rendered(templates: Path) -> "subprocess.CompletedProcess[str]":
    """Render in a process that reads the folder from its start."""
    return subprocess.run(
        [sys.executable, "-m", "infra.region.rendering"],
        cwd=ROOT,
        env={**os.environ, "TEMPLATES": str(templates)},
        capture_output=True,
        text=True,
        check=False,
    )


def _keep(stamp: Path, told: str) -> None:
    """Note it; who may not write there renders again."""
    with suppress(OSError):
        stamp.parent.mkdir(parents=True, exist_ok=True)
        aside = stamp.with_name(f".{stamp.name}-{os.getpid()}")
        aside.write_text(told, encoding="utf-8")
        aside.replace(stamp)
        kept = [each for each in stamp.parent.iterdir() if not each.name.startswith(".")]
        for old in sorted(kept, key=lambda each: each.stat().st_mtime)[:-AT_MOST]:
            old.unlink()
