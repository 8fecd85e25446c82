"""What is here before any account is asked: Python, and what the stage's file says."""

import platform

from infra.packaging.runtime import DEPLOYED

from ..check import Found
from ..facts.examples import lines_of_examples
from .asked import Stage


def python(_: Stage) -> Found:
    version = platform.python_version()
    if version.startswith(f"{DEPLOYED}."):
        return Found(version)
    return Found(
        f"{version}, and the functions are rehearsed on {DEPLOYED}",
        f"make clean, then make PYTHON=python{DEPLOYED} package",
    )


def file(stage: Stage) -> Found:
    """Raises BadStage."""
    if left := lines_of_examples(stage.told):
        return Found(
            "an example is left", "\n".join([f"in infra/stages/{stage.name}.toml:", *left])
        )
    return Found(f"infra/stages/{stage.name}.toml is whole")
