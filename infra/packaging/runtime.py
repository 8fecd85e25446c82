"""What Lambda's runtime for Python holds beside the standard library: boto3 and what it needs."""

import os
from importlib.metadata import distribution
from pathlib import Path

HELD = ("boto3", "botocore", "s3transfer", "jmespath", "python-dateutil", "six", "urllib3")


def lay_out(folder: Path) -> None:
    """Links to the installed ones in a folder of their own, as a process finds them there."""
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
