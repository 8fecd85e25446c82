"""Bytecode: Chalice's zip holds none, and a cold start then takes twice as long.

Because of it, a package's bytes depend on the exact version of Python that makes them.

It is unchecked: Lambda gives every file one date, and the sources in a package never change. It is
of the packaging interpreter, as is the runtime that Chalice writes into the template.
"""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from .archive import read_folder, write_folder

COMPILE = """
import importlib.util, pathlib, py_compile, sys
root, whole = pathlib.Path(sys.argv[1]), tuple(sys.argv[2:])
for source in sorted(root.rglob("*.py")):
    name = source.relative_to(root).as_posix()
    py_compile.compile(str(source), doraise=True, dfile=name,
        cfile=importlib.util.cache_from_source(str(source), optimization=""),
        optimize=0 if name.startswith(whole) else 2,
        invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH)
"""


OURS = ("app.py", "chalicelib/")


def compiled(files: Mapping[str, bytes], whole: tuple[str, ...] = ("",)) -> dict[str, bytes]:
    """Add the bytecode of each source; without docstrings, as `python -OO` has it, of all but some.

    `whole` says how the names of those that keep them begin. It is made in a process of its own
    with a fixed hash seed, so that the same sources give the same bytes.
    """
    environment = {**os.environ, "PYTHONHASHSEED": "0"}
    with TemporaryDirectory() as scratch:
        folder = Path(scratch)
        write_folder(folder, files)
        command = [sys.executable, "-s", "-c", COMPILE, str(folder), *whole]
        subprocess.run(command, check=True, env=environment)
        return read_folder(folder)


def libraries_as_bytecode(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Replace libraries' sources by bytecode, where Python can import it alone.

    The sources would be a quarter of the zip. Ours stay, for what quotes them.
    """
    kept = dict(files)
    for source in [name for name in files if name.endswith(".py") and not name.startswith(OURS)]:
        folder, slash, file = source.rpartition("/")
        module = file.removesuffix(".py")
        bytecode = f"{folder}{slash}__pycache__/{module}.{sys.implementation.cache_tag}.pyc"
        kept[f"{folder}{slash}{module}.pyc"] = kept.pop(bytecode)
        del kept[source]
    return kept
