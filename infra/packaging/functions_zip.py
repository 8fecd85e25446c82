"""`deployment.zip`: the code of every function, made from Chalice's own zip."""

from pathlib import Path

from .archive import read_archive, write_archive
from .bytecode import OURS, compiled, libraries_as_bytecode
from .symbols import without_symbols
from .trim import trimmed


def finish(made_by_chalice: Path, finished: Path) -> None:
    """Write the zip trimmed, compiled and reproducible; only our modules keep docstrings."""
    files = without_symbols(trimmed(read_archive(made_by_chalice)))
    write_archive(finished, libraries_as_bytecode(compiled(files, whole=OURS)))
