"""A parcel as its page shows it: the person's own tables, with what is wrong in their cells."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ...domain.imports.folding import joined
from ...domain.imports.mistakes import Mistake
from ...domain.imports.uploads.abouts import About
from ...domain.imports.uploads.places import header_line, places
from ...domain.imports.uploads.preparing import Prepared
from .sentences import message

MOST_LINES = 60
"""Lines that are shown of one table; the spreadsheet of mistakes has them all."""

LONGEST_CELL = 120


@dataclass(frozen=True)
class Cell:
    """A cell, with what is wrong in it, and what it certainly should be."""

    text: str
    told: Sequence[str] = ()
    correction: str | None = None


@dataclass(frozen=True)
class Line:
    number: int
    cells: Sequence[Cell]
    told: Sequence[str] = ()


@dataclass(frozen=True)
class Marked:
    """A table with its mistakes: lines that have some; `others` is how many are not shown."""

    name: str
    header: Sequence[Cell]
    lines: Sequence[Line]
    others: int


def marked(found: Prepared, mistakes: Sequence[Mistake]) -> tuple[list[Marked], list[Mistake]]:
    """Return the tables that have mistakes, and the mistakes that are in none of them."""
    by_source, elsewhere = by_table(found, mistakes)
    return [_marked(found.abouts[at], by_source[at]) for at in sorted(by_source)], elsewhere


def by_table(
    found: Prepared, mistakes: Sequence[Mistake]
) -> tuple[dict[int, list[Mistake]], list[Mistake]]:
    """Return mistakes by the place of the table they are in, and those that are in none."""
    by_source: dict[int, list[Mistake]] = {}
    elsewhere = []
    for mistake in mistakes:
        placed = found.placed(mistake)
        if placed is None:
            elsewhere.append(mistake)
        else:
            by_source.setdefault(placed[0], []).append(placed[1])
    return by_source, elsewhere


def at_home(found: Prepared, mistakes: Sequence[Mistake]) -> list[Mistake]:
    """Return mistakes under the names and the lines of the person's own files."""
    own = []
    for mistake in mistakes:
        placed = found.placed(mistake)
        own.append(placed[1] if placed else mistake)
    return own


def _marked(about: About, mistakes: Sequence[Mistake]) -> Marked:
    header, where = header_line(about), places(about)
    by_line: dict[int, list[Mistake]] = {}
    for mistake in mistakes:
        by_line.setdefault(mistake.line, []).append(mistake)
    numbers = sorted(number for number in by_line if number != header)
    width = max((len(cells_of(about, n)) for n in (header, *numbers[:MOST_LINES])), default=1)
    top = _line(about, header, by_line.get(header, []), where, width)
    lines = [_line(about, n, by_line[n], where, width) for n in numbers[:MOST_LINES]]
    others = len(numbers) - len(lines)
    if top.told:
        lines.insert(0, replace(top, cells=()))
    return Marked(about.source.name, top.cells, lines, others)


def _line(
    about: About, number: int, mistakes: Sequence[Mistake], where: dict[str, int], width: int
) -> Line:
    texts = [*cells_of(about, number), *[""] * width][:width]
    told: dict[int, list[Mistake]] = {}
    whole = []
    for mistake in mistakes:
        place = _place(mistake, texts, where)
        if place is None or place >= width:
            whole.append(message(mistake))
        else:
            told.setdefault(place, []).append(mistake)
    cells = [_cell(text, told.get(place, [])) for place, text in enumerate(texts)]
    return Line(number, cells, whole)


def _place(mistake: Mistake, texts: Sequence[str], where: dict[str, int]) -> int | None:
    """Return the cell of a mistake: of its column, or the header that it names itself."""
    if mistake.column in where:
        return where[mistake.column]
    named = joined(mistake.column, " ")
    return next((n for n, text in enumerate(texts) if named and joined(text, " ") == named), None)


def _cell(text: str, mistakes: Sequence[Mistake]) -> Cell:
    short = text if len(text) <= LONGEST_CELL else f"{text[:LONGEST_CELL]}…"
    correction = next((each.correction for each in mistakes if each.correction is not None), None)
    return Cell(short, [message(each) for each in mistakes], correction)


def place_of(about: About, mistake: Mistake) -> int | None:
    """Return the place of the column that a mistake is in; None for a line's or a file's."""
    names = cells_of(about, header_line(about))
    place = _place(mistake, names, places(about))
    return place if place is not None and place < len(names) else None


def cells_of(about: About, number: int) -> list[str]:
    lines = about.source.grid.lines
    return lines[number - 1] if 0 < number <= len(lines) else []
