"""Our own names, which nothing of another region's may say."""

import tomllib
from pathlib import Path

from ..laying import LABEL, SETTINGS
from ..places import OURS

IDENTITY = ("name", "organisation", "region")


def names_of_ours(templates: Path) -> tuple[str, ...]:
    """Return the names of ours that are not the region's too; none if the templates are ours."""
    if not (templates / LABEL).is_file():
        return ()
    ours, theirs = _said(OURS), _said(templates)
    said = " ".join(str(value) for value in theirs.values())
    return tuple(name for key in IDENTITY if (name := str(ours[key])) not in said)


def told(names: tuple[str, ...], text: str, where: str) -> list[str]:
    """Return a line for each name that a text has."""
    return [f"says « {name} », which is ours ({where})" for name in names if name in text]


def _said(folder: Path) -> dict[str, object]:
    return tomllib.loads((folder / SETTINGS).read_text(encoding="utf-8"))
