"""The list of what documents can print, from the fonts of the package and of the layer.

The functions that warn of the rest have neither the fonts nor a library that reads them.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

from infra.packaging.wheels import ROOT

LIST = ROOT / "templates/documents/fonts/printable.txt"
PACKAGED = ("templates/static/fonts", "templates/documents/fonts")
OTHERS = ("DejaVuSans.ttf", "wqy-microhei.ttc")


def listed(layer: Path) -> str:
    """Return the text of the list; `layer` is an unpacked layer, or a machine's own fonts."""
    packaged = [font for folder in PACKAGED for font in (ROOT / folder).glob("*.woff2")]
    others = [next(layer.rglob(name)) for name in OTHERS]
    points = sorted({point for font in [*packaged, *others] for point in _points(font)})
    return "".join(f"{first:x}..{last:x}\n" for first, last in _ranges(points))


def _points(font: Path) -> Iterable[int]:
    with TTFont(font, fontNumber=0, lazy=True) as opened:
        return list(opened.getBestCmap())


def _ranges(points: list[int]) -> Iterator[tuple[int, int]]:
    first = last = points[0]
    for point in points[1:]:
        if point != last + 1:
            yield first, last
            first = point
        last = point
    yield first, last
