"""The proof of a layer: in a minimal root, it draws what is drawn here.

*Here* is this machine's Pango in a process of its own, with the fonts and the fontconfig of the
layer: a developer's own fonts must not matter. Where the libraries that decide have the same
versions, the bytes must be the same; otherwise, all of `alike.facts` must be.
"""

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from infra.packaging.wheels import ROOT

from .alike import facts
from .minimal_root import MinimalRoot

THEME = "decouvrabilite"
PROGRAM = Path(__file__).with_name("drawing.py").read_text(encoding="utf-8")

OPENING = """
import ctypes, os, pathlib
for file in sorted(pathlib.Path("/opt").rglob("*.so*")):
    try:
        ctypes.CDLL(str(file), os.RTLD_NOW)
    except OSError as error:
        print(f"{file}: {error}")
"""


class Unproven(RuntimeError):
    """A layer does not draw, draws something else, or leaves something behind."""


@dataclass(frozen=True)
class Drawn:
    """A document, the versions of what drew it, and what was started and written for it."""

    pdf: bytes
    versions: dict[str, str]
    started: list[str]
    written: list[str]


def verify(package: Path, folder: Path) -> list[str]:
    """Return what was proven, in words. Raises NoRoot, Unproven.

    `package` holds `deployment.zip` and `layer.zip`; `folder` is empty.
    """
    root = MinimalRoot(folder, package)
    must_open(root)
    there, here = drawn_there(root), drawn_here(folder / "opt")
    how = must_be_alike(there, here)
    must_need_the_layer(root)
    return [
        "every library of the layer opens in the minimal root",
        f"a theme drawn there: {how}",
        "no process was started, nothing written but in /tmp",
        "without the layer's libraries, nothing is drawn",
    ]


def drawn_here(layer: Path) -> Drawn:
    """Draw by this machine's libraries, with the fonts of an unpacked layer."""
    with TemporaryDirectory() as scratch:
        fonts = (layer / "etc/fonts/fonts.conf").read_text(encoding="utf-8")
        places = {"opt": layer, "tmp": scratch}
        fonts = re.sub(">/(opt|tmp)/", lambda found: f">{places[found[1]]}/", fonts)
        file = Path(scratch) / "fonts.conf"
        file.write_text(fonts, encoding="utf-8")
        command = [sys.executable, "-c", PROGRAM, THEME]
        environment = {**os.environ, "FONTCONFIG_FILE": str(file)}
        return _drawn(
            subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=False)
        )


def drawn_there(root: MinimalRoot) -> Drawn:
    """Draw by the layer's libraries.

    Raises Unproven if Python or a native library started anything, or wrote elsewhere than in /tmp.
    """
    before = root.contents()
    drawn = _drawn(root.run(PROGRAM, THEME))
    after = root.contents()
    changed = sorted(name for name in before | after if before.get(name) != after.get(name))
    written = [name for name in drawn.written if Path(name).parts[:2] != ("/", "tmp")]
    if changed or written or drawn.started:
        raise Unproven(f"left behind: {[*changed, *written]}; started: {drawn.started}")
    return drawn


def must_open(root: MinimalRoot) -> None:
    """Check that each binary opens with all that it needs."""
    done = root.run(OPENING)
    if done.returncode or done.stdout:
        raise Unproven((done.stdout or done.stderr).decode().strip())


def must_be_alike(there: Drawn, here: Drawn) -> str:
    """Check that both are alike; return how much, in words."""
    if there.versions == here.versions:
        if there.pdf != here.pdf:
            raise Unproven("the same libraries drew another document here")
        return f"the same {len(here.pdf)} bytes as here ({_words(here.versions)})"
    ours, theirs = facts(here.pdf), facts(there.pdf)
    other = [name for name in ours if ours[name] != theirs[name]]
    if other:
        raise Unproven(f"not as it is drawn here: {', '.join(other)}")
    return f"the same {', '.join(ours)} as here, with {_words(here.versions)}"


def must_need_the_layer(root: MinimalRoot) -> None:
    """Check that this root has no Pango of this machine: without the layer, nothing is drawn."""
    with root.without("opt/lib"):
        done = root.run(PROGRAM, THEME)
    if done.returncode == 0 or b"cannot load library 'libgobject" not in done.stderr:
        raise Unproven(f"something else than the layer draws there: {done.stderr.decode()[-400:]}")


def _drawn(done: "subprocess.CompletedProcess[bytes]") -> Drawn:
    said = done.stderr.decode().strip()
    if done.returncode:
        raise Unproven(said or f"exit {done.returncode}")
    return Drawn(done.stdout, **json.loads(said.splitlines()[-1]))


def _words(versions: dict[str, str]) -> str:
    return ", ".join(f"{name} {version}" for name, version in versions.items())
