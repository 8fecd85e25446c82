"""Lists of a word a line, ours and a region's: what is spelled so, which hosts were opened."""

from pathlib import Path

from infra.region.places import region_folder


def listed(own: Path) -> list[str]:
    """Return the words of a list of ours, and of the region's of the same name if there is one."""
    region = region_folder()
    theirs = region / own.name if region else None
    also = theirs.read_text("utf-8").split() if theirs and theirs.is_file() else []
    return own.read_text("utf-8").split() + also
