"""Columns known by their names, in French or in English, however they are written."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..folding import joined
from ..grids import Grid

SEARCHED = 40
"""Lines within which a header is looked for: some tools put what a meeting was above it."""

YES = {"yes", "oui", "true", "vrai"}
"""What tools write where something is so."""

Aliases = Mapping[str, Collection[str]]
"""What a column is called here → what tools call it, as `words` writes it."""


@dataclass(frozen=True)
class Line:
    """One line below a header, by its number as spreadsheets show it."""

    number: int
    cells: Sequence[str]
    at: Mapping[str, int]

    def __getitem__(self, column: str) -> str:
        """Return what the line says in a column, or "" if it says nothing, or has no such one."""
        place = self.at.get(column, len(self.cells))
        return self.cells[place].strip() if place < len(self.cells) else ""


@dataclass(frozen=True)
class Header:
    """The line that names the columns, by its number, and where each known one is."""

    number: int
    names: tuple[str, ...]
    at: Mapping[str, int]

    def __contains__(self, column: str) -> bool:
        return column in self.at

    def lines(self, grid: Grid) -> Iterator[Line]:
        """Return the lines below that hold anything."""
        for number, cells in enumerate(grid.lines[self.number :], self.number + 1):
            if any(cell.strip() for cell in cells):
                yield Line(number, cells, self.at)


def words(name: str) -> str:
    """Return a column's name as its plain words; « # », « N° » and « Nº » are the word « no »."""
    for sign in ("#", "№", "N°", "Nº", "n°", "nº"):
        name = name.replace(sign, " no ")
    return joined(name, " ")


def find(grid: Grid, aliases: Aliases, required: Collection[str]) -> Header | None:
    """Return the first line that names all the required columns, if there is one."""
    for number, cells in enumerate(grid.lines[:SEARCHED], 1):
        at = _places(cells, aliases)
        if all(column in at for column in required):
            return Header(number, tuple(cell.strip() for cell in cells), at)
    return None


def _places(cells: Sequence[str], aliases: Aliases) -> dict[str, int]:
    """Return where the known columns are; the first of those with one name."""
    names = [words(cell) for cell in cells]
    found: dict[str, int] = {}
    for column, known in aliases.items():
        place = next((place for place, name in enumerate(names) if name in known), None)
        if place is not None:
            found[column] = place
    return found
