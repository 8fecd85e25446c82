"""Lists of a word a line, ours and a region's: what is spelled so, which hosts were opened."""

from pathlib import Path

from infra.region.places import region_folder


def listed(own: Path) -> list[str]:
    """Return the words of a list of ours, and of the region's of the same name if there is one."""
    region = region_folder()
    theirs = region / own.name if region else None
    also = theirs.read_text("utf-8").split() if theirs and theirs.is_file() else []
    return own.read_text("utf-8").split() + also


def where_to_add(own: Path) -> str:
    """Return the list that a word is added to: the region's if there is a region, or ours."""
    region = region_folder()
    return f"{region.name if region else own.parent.name}/{own.name}"


def of_the_region(name: str) -> bool:
    """Return whether a theme is the region's own."""
    region = region_folder()
    return region is not None and (region / "themes" / name).is_file()
