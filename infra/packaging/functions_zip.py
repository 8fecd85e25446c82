"""`deployment.zip`: what every function runs, made of Chalice's own."""

from pathlib import Path
from tempfile import TemporaryDirectory

from .archive import read_archive, write_archive
from .bytecode import add_bytecode
from .trim import trimmed


def finish(made_by_chalice: Path, finished: Path) -> None:
    """Trimmed, compiled, reproducible."""
    files = trimmed(read_archive(made_by_chalice))
    with TemporaryDirectory() as scratch:
        folder = Path(scratch)
        for name, content in files.items():
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        add_bytecode(folder)
        files = {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in folder.rglob("*")
            if path.is_file()
        }
    write_archive(finished, files)
