"""Whether the files that `[look]` names are there, and draw what French is written with."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from chalicelib.domain.appearance import LOGO

FRENCH = "ÀàÂâÇçÉéÈèÊêËëÎîÏïÔôŒœÙùÛûÜüÆæ«»’…–—€0123456789?!"
STYLES = ("regular", "bold", "italic")


def missing_of_look(templates: Path, look: Mapping[str, Any]) -> Iterator[str]:
    """Yield what pages and documents would be drawn without."""
    logo = look.get("logo", LOGO)
    if not (templates / "static" / logo).exists():
        yield f"look.logo: {logo} is not in static/"
    face = look.get("face", {})
    for style in STYLES:
        if file := face.get(style):
            font = templates / "static/fonts" / file
            yield from (f"look.face.{style}: {file} {each}" for each in _wrong(font))


def _wrong(font: Path) -> Iterator[str]:
    if not font.exists():
        yield "is not in static/fonts/"
        return
    from fontTools.ttLib import TTFont, TTLibError  # type: ignore[import-untyped, unused-ignore]

    try:
        with TTFont(font) as opened:
            drawn = opened.getBestCmap()
    except (TTLibError, OSError):
        yield "is no font"
        return
    if lost := [letter for letter in FRENCH if ord(letter) not in drawn]:
        yield f"does not draw {' '.join(lost)}, with which French is written"
