"""Reads `[look]` of `templates/programme.toml`; its colours in style sheets and pictures."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from ...domain.appearance import LOGO, Appearance, colours_of, dark_colours_of

DECLARED = "/* [look] */"
"""Where a style sheet has the colours declared."""

VARIABLE = re.compile(r"var\((--[a-z-]+)\)")


def appearance_of(table: Mapping[str, Any]) -> Appearance:
    """Return how the programme looks. Raises KeyError for what is missing."""
    said = {name: value for name, value in table.items() if name not in ("dark", "logo")}
    colours = colours_of(said)
    return Appearance(
        colours, dark_colours_of(table.get("dark", {}), colours), table.get("logo", LOGO)
    )


@cache
def look_in(templates: Path) -> Appearance:
    """Return how the programme looks whose folder this is, for what draws with the folder alone."""
    said = tomllib.loads((templates / "programme.toml").read_text(encoding="utf-8"))
    return appearance_of(said["look"])


def declared(sheet: str, look: Appearance) -> str:
    """Return a style sheet with the colours, and the logo, declared where it asks for them."""
    lines = [f"{name}: {colour};" for name, colour in look.colours.by_property.items()]
    lines.append(f'--logo: url("{look.logo}");')
    return sheet.replace(DECLARED, "\n  ".join(lines))


def painted(drawing: str, look: Appearance) -> str:
    """Return a picture or a sheet with each colour where it is named: for what has no variables."""
    known = look.colours.by_property
    return VARIABLE.sub(lambda found: known.get(found[1], found[0]), drawing)
