"""`deployment.zip`: the code of every function, made from Chalice's own zip."""

from pathlib import Path

from .archive import read_archive, write_archive
from .bytecode import compiled, libraries_as_bytecode
from .trim import trimmed


def finish(made_by_chalice: Path, finished: Path) -> None:
    """Write the zip trimmed, compiled and reproducible."""
    write_archive(finished, libraries_as_bytecode(compiled(trimmed(read_archive(made_by_chalice)))))
