"""Lambda's runtime for Python: its version, and what it holds beside the standard library."""

import os
from importlib.metadata import distribution
from pathlib import Path

from .wheels import VERSION

DEPLOYED = "3.13"
"""The version that is measured and rehearsed."""

HELD = ("boto3", "botocore", "s3transfer", "jmespath", "python-dateutil", "six", "urllib3")


def caution(version: str = VERSION) -> str:
    """Return a warning about packages made by this version of Python; nothing for DEPLOYED."""
    if version == DEPLOYED:
        return ""
    return (
        f"! made by Python {version}: Lambda will run it on python{version}. What is measured and "
        f"rehearsed is {DEPLOYED}: make clean, then make PYTHON=python{DEPLOYED} package"
    )


def lay_out(folder: Path) -> None:
    """Link the installed ones into a folder of their own, where a process finds them."""
    folder.mkdir(parents=True)
    for source in sorted(_installed()):
        (folder / source.name).symlink_to(source)


def _installed() -> set[Path]:
    found = set()
    for name in HELD:
        made = distribution(name)
        tops = {file.parts[0] for file in made.files or () if file.suffix == ".py"}
        found |= {Path(str(made.locate_file(top))) for top in tops if top != os.pardir}
    return found
