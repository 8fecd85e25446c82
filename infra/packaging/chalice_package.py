"""Chalice's own packaging, with our stack merged in."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from .stack import stack
from .wheels import CACHE, ROOT, wheelhouse

REGION = "ca-central-1"


def run_chalice(folder: Path, cache: Path = CACHE) -> tuple[dict[str, Any], Path]:
    """Return the merged template, and the path of the zip. Raises CalledProcessError."""
    # Chalice's cache identifies a package by the contents of its files, not by their names.
    shutil.rmtree(ROOT / ".chalice/deployments", ignore_errors=True)
    folder.mkdir(parents=True, exist_ok=True)
    merged = folder / "stack.json"
    merged.write_text(json.dumps(stack()), encoding="utf-8")
    command = [str(Path(sys.executable).with_name("chalice")), "package"]
    environment = {
        **os.environ,
        "AWS_DEFAULT_REGION": REGION,
        "PIP_NO_INDEX": "1",
        "PIP_FIND_LINKS": str(wheelhouse(ROOT / "requirements.txt", cache)),
    }
    subprocess.run(
        [*command, "--merge-template", str(merged), str(folder)],
        cwd=ROOT,
        env=environment,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    template = json.loads((folder / "sam.json").read_text(encoding="utf-8"))
    return template, folder / "deployment.zip"
