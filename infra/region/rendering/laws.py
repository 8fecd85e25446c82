"""Themes of ours that say our law, for a region of another one to look at."""

from pathlib import Path

from ..adapting import law_of
from ..inheriting import read_toml
from ..laying import LABEL, SETTINGS
from ..places import OURS


def of_our_law(templates: Path) -> list[str]:
    """Return the themes that a region offers and that say our law, unless it is the region's."""
    if not (templates / LABEL).is_file():
        return []
    ours, theirs = (read_toml(each / SETTINGS, SETTINGS) for each in (OURS, templates))
    law = law_of(ours)
    if law == law_of(theirs):
        return []
    left_out = theirs.get("themes", {}).get("leave_out", [])
    return [
        f"themes/{path.name} (« {law} »)"
        for path in sorted((templates / "themes").glob("*.md"))
        if path.stem not in left_out and law in path.read_text(encoding="utf-8")
    ]
