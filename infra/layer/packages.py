"""What the layer takes from Python packages: WeasyPrint and what only documents need."""

from pathlib import Path
from tempfile import TemporaryDirectory

from infra.packaging import wheels
from infra.packaging.archive import read_folder, write_folder
from infra.packaging.bytecode import compiled
from infra.packaging.trim import trimmed

REQUIREMENTS = wheels.ROOT / "requirements/layer.txt"


def install(target: Path) -> None:
    """Trimmed and compiled."""
    with TemporaryDirectory() as scratch:
        wheels.install(REQUIREMENTS, Path(scratch))
        write_folder(target, compiled(trimmed(read_folder(Path(scratch)))))
