"""All that is wrong with what a region says of itself."""

from collections.abc import Iterator
from pathlib import Path

from .folder import folder_problems
from .laying import SETTINGS
from .problems import problems
from .taken import changes

SEEN = "once you have seen it: make region-seen"


def all_problems(folder: Path, ours: Path, theirs: Path | None) -> Iterator[str]:
    """Yield what is wrong with the merged `folder`, and what of ours changed under theirs."""
    yield from problems(folder / SETTINGS)
    if theirs:
        yield from folder_problems(ours, theirs)
        yield from (f"{each} ({SEEN})" for each in changes(ours, theirs))
