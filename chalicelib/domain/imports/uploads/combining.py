"""Several tables as one file of an edition, each line remembering where it came from."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..folding import snake
from ..forms import Form
from ..grids import Grid
from ..tables import read_table


@dataclass(frozen=True)
class Part:
    """Lines for a file, in its columns: `source` is the place of their table among those brought.

    `whole` tells that they are all of the file, not lines to be added to those that are kept;
    `own` that the table is one of the file itself, whose header is checked as it stands.
    """

    source: int
    grid: Grid
    whole: bool = False
    own: bool = False


Origin = tuple[int, int]
"""A table's place among those brought, and the number of one of its lines."""


@dataclass(frozen=True)
class Combined:
    """A file, and for each of its lines where it came from; None for lines that were kept."""

    grid: Grid
    origins: Sequence[Origin | None]

    def origin(self, line: int) -> Origin | None:
        """Return where a line came from, by its number."""
        return self.origins[line - 1] if 0 < line <= len(self.origins) else None


def combined(form: Form, parts: Sequence[Part], kept: Grid | None) -> Combined:
    """Return a file made of some tables and of the lines kept, but for those said anew."""
    if len(parts) == 1 and (parts[0].whole or kept is None):
        numbers = range(1, len(parts[0].grid.lines) + 1)
        return Combined(parts[0].grid, [(parts[0].source, number) for number in numbers])
    if len(parts) == 1 and parts[0].own and kept is not None:
        return _added(form, parts[0], kept)
    whole = any(part.whole for part in parts)
    names = [name for name in form.places if _has(name, parts) or (kept is not None and not whole)]
    lines: list[list[str]] = [names]
    origins: list[Origin | None] = [_header_of(parts)]
    for part in parts:
        for number, line in _lines(part.grid, names):
            lines.append(line)
            origins.append((part.source, number))
    if kept is not None and not whole:
        said = {key for part in parts for key in read_table(form, part.grid).line_keys()}
        others = _lines_but(form, kept, names, said)
        lines += others
        origins += [None] * len(others)
    return Combined(Grid(lines), origins)


def _added(form: Form, part: Part, kept: Grid) -> Combined:
    """Return a table as it stands, with the lines kept below, in the order of its columns."""
    lines = part.grid.lines
    names = [snake(cell) for cell in lines[_header(part.grid) - 1]] if lines else []
    said = set(read_table(form, part.grid).line_keys())
    others = _lines_but(form, kept, names, said)
    origins = [(part.source, number) for number in range(1, len(lines) + 1)]
    return Combined(Grid([*lines, *others]), [*origins, *[None] * len(others)])


def _header_of(parts: Sequence[Part]) -> Origin | None:
    return (parts[0].source, _header(parts[0].grid)) if parts else None


def _header(grid: Grid) -> int:
    return next((number for number, line in enumerate(grid.lines, 1) if any(line)), 1)


def _has(name: str, parts: Iterable[Part]) -> bool:
    return any(name in _places(part.grid) for part in parts)


def _places(grid: Grid) -> dict[str, int]:
    header = grid.lines[_header(grid) - 1] if grid.lines else []
    return {snake(name): place for place, name in enumerate(header)}


def _lines(grid: Grid, names: Sequence[str]) -> list[tuple[int, list[str]]]:
    """Return the lines below the header in the order of some columns, with their numbers."""
    places, first = _places(grid), _header(grid)
    found = [places.get(name) for name in names]
    return [
        (number, [_cell(line, place) for place in found])
        for number, line in enumerate(grid.lines[first:], first + 1)
        if any(cell.strip() for cell in line)
    ]


def _cell(line: Sequence[str], place: int | None) -> str:
    return line[place] if place is not None and place < len(line) else ""


def _lines_but(
    form: Form, kept: Grid, names: Sequence[str], said: set[tuple[str, ...]]
) -> list[list[str]]:
    table = read_table(form, kept)
    places = [form.places.get(name) for name in names]
    return [
        [_cell(row, place) for place in places]
        for row, key in zip(table.rows, table.line_keys(), strict=True)
        if key not in said
    ]
