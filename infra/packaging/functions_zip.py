"""`deployment.zip`: the code of every function, made from Chalice's own zip."""

import tomllib
from collections.abc import Mapping
from pathlib import Path

from chalicelib.settings import TEMPLATES

from .archive import read_archive, read_folder, write_archive
from .bytecode import OURS, compiled, libraries_as_bytecode
from .symbols import without_symbols
from .trim import ensure_packaged, named_by, trimmed


def finish(made_by_chalice: Path, finished: Path) -> None:
    """Write the zip trimmed, compiled and reproducible; only our modules keep docstrings.

    Raises NotPackaged if the libraries have not the zone or the language of the settings.
    """
    taken = with_templates(read_archive(made_by_chalice), TEMPLATES)
    settings = tomllib.loads(taken["templates/programme.toml"].decode("utf-8"))
    files = without_symbols(trimmed(taken, named_by(settings)))
    ensure_packaged(settings, files)
    write_archive(finished, libraries_as_bytecode(compiled(files, whole=OURS)))


def with_templates(files: Mapping[str, bytes], templates: Path) -> dict[str, bytes]:
    """Return files with these templates for ours, which Chalice took from `vendor/templates`."""
    others = {name: each for name, each in files.items() if not name.startswith("templates/")}
    return others | {f"templates/{name}": each for name, each in read_folder(templates).items()}
