"""The package, made once in a copy of what ships."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from infra.layer.build import build as build_layer
from infra.packaging.wheels import CACHE

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = ("app.py", "chalicelib", "templates", "vendor", "infra", ".chalice", "requirements.txt")
MAKE = """
import json, sys
from pathlib import Path
from infra.packaging.chalice_package import run_chalice
from infra.packaging.functions_zip import finish
folder = Path(sys.argv[1])
template, made = run_chalice(folder / "scratch", Path(sys.argv[2]))
finish(made, folder / "deployment.zip")
(folder / "template.json").write_text(json.dumps(template, sort_keys=True))
"""


def made_in(checkout: Path, **environment: str) -> Path:
    """The folder with `deployment.zip` and `template.json`, of a copy of what ships.

    With ours, not the region that tests run on, unless TEMPLATES names another.
    """
    ignored = shutil.ignore_patterns("__pycache__", "deployments")
    for name in SHIPPED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, checkout / name, symlinks=True, ignore=ignored)
        else:
            checkout.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, checkout / name)
    folder = checkout / "made"
    subprocess.run(
        [sys.executable, "-c", MAKE, str(folder), str(CACHE)],
        cwd=checkout,
        env={**os.environ, "PYTHONPATH": str(checkout), "TEMPLATES": "", **environment},
        check=True,
    )
    return folder


@pytest.fixture(scope="session")
def packaged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The functions' zip and the template. Its tests are one group: one worker makes it."""
    return made_in(tmp_path_factory.mktemp("one") / "brigade", TZ="UTC", PYTHONHASHSEED="1")


@pytest.fixture(scope="session")
def package(packaged: Path) -> Path:
    """With the layer."""
    build_layer(packaged / "layer.zip")
    return packaged
