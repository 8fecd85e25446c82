"""From the cells of a sheet to the lines of one of our files, with what is wrong in each cell."""

from collections.abc import Callable
from dataclasses import dataclass, field

from .cells import sound
from .folding import snake
from .forms import Column, Form
from .grids import Grid
from .mistakes import BadCell, Mistake, quoted


@dataclass
class Table:
    """The lines of a file in its own columns: canonical texts, and what was there if not read.

    `numbers` are the lines as spreadsheets number them; `unread` has the places, line and column,
    of cells that cannot be relied on; `missing` the columns that the sheet has not.
    """

    form: Form
    rows: list[list[str]] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    unread: set[tuple[int, int]] = field(default_factory=set)
    missing: set[str] = field(default_factory=set)
    mistakes: list[Mistake] = field(default_factory=list)

    def column(self, name: str) -> list[str]:
        """Return the texts of a column, "" where they cannot be relied on."""
        at = self.form.places[name]
        texts = [row[at] for row in self.rows]
        for place, column in self.unread:
            if column == at:
                texts[place] = ""
        return texts

    def line_keys(self) -> list[tuple[str, ...]]:
        """Return what tells each line apart, "" where it cannot be relied on."""
        return list(zip(*map(self.column, self.form.key), strict=True))

    def in_order(self) -> "Table":
        """Return the table with its lines by their key, unless their order means something."""
        if self.form.ordered:
            return self
        places = [self.form.places[name] for name in self.form.key]
        rows = sorted(self.rows, key=lambda row: [row[at] for at in places])
        return Table(self.form, rows)

    def refuse(self, place: int, column: str, code: str, wanted: str = "") -> None:
        """Note what is wrong with a cell that was read, by its place among the lines."""
        found = self.rows[place][self.form.places[column]]
        number = self.numbers[place]
        mistake = Mistake(self.form.file, number, column, code, quoted(found), wanted)
        self.mistakes.append(mistake)


type _Read = tuple[str, BadCell | None]


def read_table(form: Form, grid: Grid) -> Table:
    """Return the lines of a sheet. Everything that is wrong is in the table's mistakes."""
    table = Table(form)
    header = next((n for n, line in enumerate(grid.lines) if any(map(str.strip, line))), None)
    if header is None:
        wanted = ", ".join(form.places)
        table.mistakes.append(Mistake(form.file, 1, "", "empty_file", "", wanted))
        return table
    names = [snake(cell) for cell in grid.lines[header]]
    table.missing = form.places.keys() - set(names)
    table.mistakes += _of_header(form, names, grid.lines[header], header + 1)
    _fill(table, grid, header, _sources(form, names))
    _refuse_cells_beyond(table, grid, header, len(names), names)
    return table


def _sources(form: Form, names: list[str]) -> list[int | None]:
    """Return where each of our columns is in the sheet, None where it is not."""
    return [names.index(c.name) if c.name in names else None for c in form.columns]


def _of_header(form: Form, names: list[str], cells: list[str], number: int) -> list[Mistake]:
    headers = zip(cells, names, strict=True)
    strange = [cell.strip() for cell, name in headers if name and name not in form.places]
    there = strange or [cell.strip() for cell in cells if cell.strip()]
    said = ", ".join(map(quoted, there[:12]))
    if not form.places.keys() & set(names):
        wanted = ", ".join(form.places)
        return [Mistake(form.file, number, "", "no_header", said, wanted)]
    missing = [name for name in form.places if name not in names]
    twice = [name for name in form.places if names.count(name) > 1]
    return [
        *(Mistake(form.file, number, name, "missing_column", said) for name in missing),
        *(Mistake(form.file, number, quoted(cell), "unknown_column") for cell in strange),
        *(Mistake(form.file, number, name, "duplicate_column") for name in twice),
    ]


def _fill(table: Table, grid: Grid, header: int, sources: list[int | None]) -> None:
    columns = list(enumerate(zip(table.form.columns, sources, strict=True)))
    readers = [_remembering(column) for column in table.form.columns]
    for number, line in enumerate(grid.lines[header + 1 :], header + 2):
        if not any(line) or not any(map(str.strip, line)):
            continue
        place, row = len(table.rows), []
        for at, (column, source) in columns:
            cell = line[source] if source is not None and source < len(line) else ""
            text, bad = readers[at](cell)
            row.append(text)
            if source is None:
                table.unread.add((place, at))
            elif bad is not None:
                _refuse(table, place, at, number, column, cell, bad)
        table.rows.append(row)
        table.numbers.append(number)


def _refuse(
    table: Table, place: int, at: int, number: int, column: Column, cell: str, bad: BadCell
) -> None:
    if bad.correction is None:
        table.unread.add((place, at))
    found, file = quoted(cell), table.form.file
    table.mistakes.append(
        Mistake(file, number, column.name, bad.code, found, bad.wanted, bad.correction)
    )


def _remembering(column: Column) -> Callable[[str], _Read]:
    """Return what reads the cells of a column, each text once: many lines say the same."""
    known: dict[str, _Read] = {}

    def read(cell: str) -> _Read:
        found = known.get(cell)
        if found is None:
            found = known[cell] = _read(column, cell)
        return found

    return read


def _read(column: Column, cell: str) -> _Read:
    """Return the canonical text of a cell; the cell itself, trimmed, where it cannot be read."""
    said = cell.strip()
    try:
        sound(said)
        said = " ".join(said.split())
        if not said:
            return _blank(column)
        return column.read(said), None
    except BadCell as bad:
        return _corrected(column, said, bad)


def _blank(column: Column) -> _Read:
    return ("", BadCell("required")) if column.blank is None else (column.blank, None)


def _corrected(column: Column, said: str, bad: BadCell) -> _Read:
    """Return the correction of a cell, if it is one that the column takes."""
    if bad.correction is None:
        return said, bad
    try:
        return column.read(bad.correction), bad
    except BadCell as still:
        if still.correction is not None and still.code != bad.code:
            return still.correction, BadCell(bad.code, bad.wanted, still.correction)
        return said, BadCell(bad.code, bad.wanted)


def _refuse_cells_beyond(
    table: Table, grid: Grid, header: int, width: int, names: list[str]
) -> None:
    """Refuse cells that stand under no header: a delimiter too many, or a column without name."""
    unnamed = [at for at, name in enumerate(names) if not name]
    for number, line in enumerate(grid.lines[header + 1 :], header + 2):
        if len(line) <= width and not unnamed:
            continue
        beyond = [line[at] for at in unnamed if at < len(line)] + line[width:]
        found = next((cell for cell in beyond if cell.strip()), None)
        if found is not None:
            table.mistakes.append(
                Mistake(table.form.file, number, "", "cell_without_column", quoted(found))
            )
