"""Reads `[look]` of `templates/programme.toml`; its colours in style sheets and pictures."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from ...domain.appearance import LOGO, Appearance, Face, colours_of, dark_colours_of

DECLARED = "/* [look] */"
"""Where a style sheet has the colours declared."""

NO_COLOURS = ("dark", "logo", "face")
SERIF = 'Georgia, "Times New Roman", serif'
SANS = 'system-ui, -apple-system, "Segoe UI", Roboto, sans-serif'

ON_PAPER = "Atkinson"
"""The face that the package has, as the style sheet of documents names it."""

VARIABLE = re.compile(r"var\((--[a-z-]+)\)")


def appearance_of(table: Mapping[str, Any]) -> Appearance:
    """Return how the programme looks. Raises KeyError for what is missing."""
    light = colours_of({name: each for name, each in table.items() if name not in NO_COLOURS})
    dark = dark_colours_of(table.get("dark", {}), light)
    face = Face(**table["face"]) if "face" in table else None
    return Appearance(light, dark, table.get("logo", LOGO), face)


@cache
def look_in(templates: Path) -> Appearance:
    """Return how the programme looks whose folder this is, for what draws with the folder alone."""
    said = tomllib.loads((templates / "programme.toml").read_text(encoding="utf-8"))
    return appearance_of(said["look"])


def declared(sheet: str, look: Appearance, ours: str = "", fonts: str = "fonts/") -> str:
    """Return a style sheet with colours, logo and face declared where it asks for them.

    `ours` names the face that comes with the site, where what theirs lacks is drawn with it; in
    `fonts` are the files of theirs.
    """
    if DECLARED not in sheet:
        return sheet
    lines = [f"{name}: {colour};" for name, colour in look.colours.by_property.items()]
    lines += [f'--logo: url("{look.logo}");', f"--face: {_family(look.face, ours)};"]
    return _loaded(look.face, fonts) + sheet.replace(DECLARED, "\n  ".join(lines))


def _family(face: Face | None, ours: str) -> str:
    if face is None:
        return ours or f'"Atkinson Hyperlegible Next", {SANS}'
    return f'"{face.name}", {ours or (SERIF if face.serif else SANS)}'


def _loaded(face: Face | None, fonts: str) -> str:
    """Return the rules by which a style sheet loads a face."""
    if face is None:
        return ""
    files = [
        (face.regular, 400, "normal"),
        (face.bold, 700, "normal"),
        (face.italic, 400, "italic"),
    ]
    return "".join(
        f'@font-face {{ font-family: "{face.name}"; src: url("{fonts}{file}"); '
        f"font-weight: {weight}; font-style: {style}; font-display: swap; }}\n"
        for file, weight, style in files
        if file
    )


def painted(drawing: str, look: Appearance) -> str:
    """Return a picture or a sheet with colours and face where they are named, without variables."""
    face = f"'{look.face.name}', {ON_PAPER}" if look.face else ON_PAPER
    known = {**look.colours.by_property, "--face": face}
    return VARIABLE.sub(lambda found: known.get(found[1], found[0]), drawing)
