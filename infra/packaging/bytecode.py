"""Bytecode beside the sources: a zip of Chalice holds none, and a cold start takes twice as long.

Unchecked: Lambda gives every file one date, and the sources in a package never change. It is of
the interpreter that packages, as the runtime that Chalice writes into the template is.
"""

import os
import subprocess
import sys
from pathlib import Path

COMPILE = """
import pathlib, py_compile, sys
root = pathlib.Path(sys.argv[1])
for source in sorted(root.rglob("*.py")):
    name = source.relative_to(root).as_posix()
    py_compile.compile(str(source), dfile=name, doraise=True, optimize=0,
        invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH)
"""


def add_bytecode(folder: Path) -> None:
    """Compile every source under `folder`, in a process of its own with a fixed hash seed, so that
    the same sources give the same bytes."""
    environment = {**os.environ, "PYTHONHASHSEED": "0"}
    subprocess.run([sys.executable, "-s", "-c", COMPILE, str(folder)], check=True, env=environment)
