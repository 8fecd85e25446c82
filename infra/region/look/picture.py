"""The picture that social media show of a link: the programme's name over hills, in its colours.

A region's is drawn as its folder is merged, unless the folder has one; `draw_picture` draws ours.
"""

from collections.abc import Mapping
from io import BytesIO
from typing import Any

from fontTools.ttLib import TTFont, TTLibError, woff2  # type: ignore[import-untyped]
from PIL import Image, ImageDraw, ImageFont

from chalicelib.adapters.texts.look_file import appearance_of
from chalicelib.domain.appearance import Appearance

PICTURE = "static/partage.png"
WIDTH, HEIGHT = 1200, 630
FINER = 2
"""Drawn so many times larger, then made small: edges are smooth."""

LEFT, TOP, ROOM = 84, 80, 262
"""Where the words begin, and the height that they have above the hills."""

WIDE = (WIDTH - 2 * LEFT) * FINER
SMALLEST = 20
HIGH = 1.1
"""A line, of the size of its letters."""
GAP, LEAST = 24, 64
"""Between the name and who the programme is of; what is left for that, at least."""

SUN = (940, 290, 1090, 440)
HILLS = {
    "primary_pale": (-140, 370, 740, 890),
    "primary_soft": (503, 390, 1397, 870),
    "primary": (-93, 490, 1293, 1010),
}
"""Boxes of ellipses, from far to near."""

REGULAR = "atkinson-hyperlegible-next-latin-400-normal.woff2"
BOLD = "atkinson-hyperlegible-next-latin-700-normal.woff2"

Fonts = tuple[bytes, bytes]
"""The regular and the bold one, unpacked."""


def picture_of(said: Mapping[str, Any], files: Mapping[str, bytes]) -> bytes:
    """Return the picture, as PNG, of a programme as its settings say, with the site's files.

    Raises KeyError for what is not said or not there, ValueError for a font that is none.
    """
    look = appearance_of(said["look"])
    drawn = _hills(look)
    _write(drawn, said["name"], said["organisation"], look, _fonts(look, files))
    small = drawn.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
    small.quantize(64, dither=Image.Dither.NONE).save(made := BytesIO(), "PNG", optimize=True)
    return made.getvalue()


def _hills(look: Appearance) -> Image.Image:
    colours = vars(look.colours)
    drawn = Image.new("RGB", (WIDTH * FINER, HEIGHT * FINER), look.colours.background)
    pen = ImageDraw.Draw(drawn)
    pen.ellipse([FINER * each for each in SUN], fill=look.colours.accent)
    for colour, box in HILLS.items():
        pen.ellipse([FINER * each for each in box], fill=colours[colour])
    return drawn


def _write(
    drawn: Image.Image, name: str, organisation: str, look: Appearance, fonts: Fonts
) -> None:
    """Write the name as large as it has room, and under it who the programme is of."""
    regular, bold = fonts
    pen = ImageDraw.Draw(drawn)
    y, room = TOP * FINER, ROOM - LEAST
    for text, font, largest, colour in (
        (name, bold, 76, look.colours.primary),
        (organisation, regular, 34, look.colours.text),
    ):
        size, lines = _set(pen, _drawn_by(font, text), font, largest, room)
        for line in lines:
            pen.text((LEFT * FINER, y), line, colour, _font(font, size))
            y += round(size * HIGH * FINER)
        y += GAP * FINER
        room = TOP + ROOM - y // FINER


def _set(
    pen: ImageDraw.ImageDraw, text: str, font: bytes, largest: int, room: int
) -> tuple[int, list[str]]:
    """Return the largest size at which a text has room, the smallest if at none; its lines."""
    for size in range(largest, SMALLEST, -4):
        lines = _lines(pen, text, _font(font, size))
        wide = max(pen.textlength(line, _font(font, size)) for line in lines) > WIDE
        if not wide and len(lines) * size * HIGH <= room:
            return size, lines
    return SMALLEST, _lines(pen, text, _font(font, SMALLEST))


def _drawn_by(font: bytes, text: str) -> str:
    """Return a text without what a font has no letter for, as an emoji."""
    with TTFont(BytesIO(font)) as opened:
        known = opened.getBestCmap()
    return " ".join("".join(each for each in text if ord(each) in known).split())


def _lines(pen: ImageDraw.ImageDraw, text: str, font: ImageFont.FreeTypeFont) -> list[str]:
    """Return a text in lines that are no wider than the picture allows, word by word."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and pen.textlength(longer, font) > WIDE:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def _font(content: bytes, size: int) -> ImageFont.FreeTypeFont:
    layout = ImageFont.Layout.BASIC
    return ImageFont.truetype(BytesIO(content), size * FINER, layout_engine=layout)


def _fonts(look: Appearance, files: Mapping[str, bytes]) -> Fonts:
    names = (look.face.regular, look.face.bold) if look.face else (REGULAR, BOLD)
    regular, bold = (_unpacked(files[f"static/fonts/{name}"]) for name in names)
    return regular, bold


def _unpacked(font: bytes) -> bytes:
    try:
        woff2.decompress(BytesIO(font), unpacked := BytesIO())
    except TTLibError as error:
        raise ValueError(str(error)) from error
    return unpacked.getvalue()
