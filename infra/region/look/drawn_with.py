"""Whether the files that `[look]` names are there, and draw what French is written with."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from chalicelib.adapters.report.svg import LETTER
from chalicelib.adapters.texts.look_file import look_in
from chalicelib.domain.appearance import LOGO

FRENCH = "ÀàÂâÇçÉéÈèÊêËëÎîÏïÔôŒœÙùÛûÜüÆæ«»’…–—€0123456789?!"
STYLES = ("regular", "bold", "italic")


USUAL = "les participantes et participants de toutes les rencontres par thème, 2027"
"""Words of charts, by which a face is measured."""


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


def wide_of_look(templates: Path) -> list[str]:
    """Return the fonts of a region whose words are wider than charts have room for."""
    face = look_in(templates).face
    if face is None:
        return []
    widths = {
        file: _letter(templates / "static/fonts" / file) for file in (face.regular, face.bold)
    }
    return [
        f"{file}: a letter is {width:.2f} of its size wide, where charts have {LETTER} for it"
        for file, width in widths.items()
        if width > LETTER
    ]


def _letter(font: Path) -> float:
    """Return the mean width of a letter, of the size of the text."""
    from fontTools.ttLib import TTFont

    with TTFont(font) as opened:
        drawn, wide = opened.getBestCmap(), opened["hmtx"]
        total = sum(wide[drawn[ord(each)]][0] for each in USUAL)
        return float(total / len(USUAL) / opened["head"].unitsPerEm)
