"""Which letters the programme's fonts draw, and empty boxes for those that no font does."""

from functools import cache
from io import BytesIO
from pathlib import Path

BOX = ((100, 0), (100, 700), (500, 700), (500, 0)), ((150, 50), (450, 50), (450, 650), (150, 650))
"""The outer and the inner outline of an empty box, in thousandths of the letter size."""


@cache
def covered(templates: Path) -> frozenset[str]:
    """Return the characters that the packaged fonts draw, and the white space of HTML."""
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped, unused-ignore]

    known = set("\t\n\r ")
    for path in (templates / "static" / "fonts").glob("*.woff2"):
        with TTFont(path) as font:
            known |= set(map(chr, font.getBestCmap()))
    return frozenset(known)


def boxes(text: str) -> bytes:
    """Return a font that draws an empty box for each character of `text`, except spaces.

    It serves characters that no other font draws: a character without a glyph breaks PDF/UA, and
    for some text readers its whole line.
    """
    from fontTools.fontBuilder import FontBuilder  # type: ignore[import-untyped, unused-ignore]

    box, space = _box_and_space()
    glyphs = {f"u{ord(c):x}": space if c.isspace() else box for c in sorted(set(text))}
    font = FontBuilder(1000)
    font.setupHead(unitsPerEm=1000, created=0, modified=0)
    font.setupGlyphOrder([".notdef", *glyphs])
    font.setupCharacterMap({int(name[1:], 16): name for name in glyphs})
    font.setupGlyf({".notdef": box, **glyphs})
    font.setupHorizontalMetrics(dict.fromkeys([".notdef", *glyphs], (600, 100)))
    font.setupHorizontalHeader(ascent=984, descent=-316)
    font.setupNameTable({"familyName": "Boxes", "styleName": "Regular"})
    font.setupPost()
    font.save(made := BytesIO())
    return made.getvalue()


def _box_and_space() -> tuple[object, object]:
    from fontTools.pens.ttGlyphPen import TTGlyphPen  # type: ignore[import-untyped, unused-ignore]

    pen = TTGlyphPen(None)
    for first, *others in BOX:
        pen.moveTo(first)
        for corner in others:
            pen.lineTo(corner)
        pen.closePath()
    return pen.glyph(), TTGlyphPen(None).glyph()
