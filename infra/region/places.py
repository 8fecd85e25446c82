"""Where a region's folder is, and where it is merged with ours."""

import os
from pathlib import Path

from chalicelib.settings import MERGED, ROOT

OURS = ROOT / "templates"
KEPT = ROOT / "build/regions"
"""Each merging in a folder of its own: what a running server reads does not change under it."""

__all__ = ["KEPT", "MERGED", "OURS", "ROOT", "WrongRegion", "region_folder"]


class WrongRegion(ValueError):
    """A region's folder cannot be laid over ours; says file, line if there is one, and why."""


def region_folder() -> Path | None:
    """Return the folder that REGION names, or `region/`; None without one. Raises WrongRegion."""
    named = os.environ.get("REGION", "").strip()
    folder = ROOT / (named or "region")
    if folder.is_dir():
        return folder
    if named:
        raise WrongRegion(f"REGION={named}: there is no such folder")
    return None
