"""Themes of ours that say our law, for a region of another one to look at."""

import re
from pathlib import Path

from ..inheriting import read_toml
from ..laying import LABEL, SETTINGS
from ..places import OURS

ARTICLE = re.compile(r"^(la |le |les |l’)")


def of_our_law(templates: Path) -> list[str]:
    """Return the themes that a region offers and that say our law, unless it is the region's."""
    if not (templates / LABEL).is_file():
        return []
    law, theirs = _law(OURS), read_toml(templates / SETTINGS, SETTINGS)
    if law == _law(templates):
        return []
    left_out = theirs.get("themes", {}).get("leave_out", [])
    return [
        f"themes/{path.name} (« {law} »)"
        for path in sorted((templates / "themes").glob("*.md"))
        if path.stem not in left_out and law in path.read_text(encoding="utf-8")
    ]


def _law(folder: Path) -> str:
    """Return the name of a law without its article."""
    return ARTICLE.sub("", str(read_toml(folder / SETTINGS, SETTINGS)["law"]["name"]))
