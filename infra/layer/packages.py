"""What the layer takes from Python packages: WeasyPrint and what only documents need."""

import re
from pathlib import Path
from tempfile import TemporaryDirectory

from infra.packaging import wheels
from infra.packaging.archive import read_folder, write_folder
from infra.packaging.bytecode import compiled
from infra.packaging.trim import DRAWN_WITH, trimmed

REQUIREMENTS = wheels.ROOT / "requirements/layer.txt"

LEFT_OUT = re.compile(
    r"""
      .*\.(c|pyx|pxd)$                                       # compiled already
    | pyphen/dictionaries/(?!(README_)?hyph_fr\.)           # documents are in French
    """,
    re.VERBOSE,
)


def install(target: Path) -> None:
    """Install the packages, trimmed and compiled, and what of the templates is drawn with."""
    with TemporaryDirectory() as scratch:
        wheels.install(REQUIREMENTS, Path(scratch))
        files = trimmed(read_folder(Path(scratch)))
        kept = {name: content for name, content in files.items() if not LEFT_OUT.match(name)}
        write_folder(target, compiled(kept) | _drawn_with())


def _drawn_with() -> dict[str, bytes]:
    return {there: (wheels.ROOT / here).read_bytes() for here, there in DRAWN_WITH.items()}
