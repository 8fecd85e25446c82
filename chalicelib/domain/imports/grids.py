"""From bytes to the cells of a spreadsheet, whatever program wrote them.

The encoding is told by its mark, else it is UTF-8, else Windows-1252; nothing is guessed from
frequencies. The delimiter is the one under which the columns that are expected appear.
"""

import codecs
import csv
import io
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import islice

from .folding import snake
from .mistakes import BadImport, Mistake

MOST_LINES, MOST_CELLS = 100_000, 200
"""Of a file, and of a line."""

MOST_TOGETHER = 4_000_000
"""Cells of all files that are brought at once."""

WORKBOOKS = (".xlsx", ".xlsm", ".ods", ".xls", ".xlsb", ".numbers")
"""How the names of workbooks end, of kinds that are read and of those that are told."""

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
DELIMITERS = ",;\t"


@dataclass(frozen=True)
class Grid:
    """The lines of a sheet, each with its cells: line 1 is the first, empty ones are there too."""

    lines: list[list[str]]


def read_csv(file: str, content: bytes, columns: Collection[str]) -> Grid:
    """Return the cells of a CSV. Raises BadImport."""
    text = _without_hint(_text(file, content))
    return Grid(_lines(file, text, _delimiter(text, columns)))


def _text(file: str, content: bytes) -> str:
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return _decoded(file, content[len(mark) :], encoding)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return _decoded(file, content, "cp1252")


def _decoded(file: str, content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise BadImport([Mistake(file, line, "", "bad_encoding")]) from None


def _without_hint(text: str) -> str:
    """Leave out `sep=;`, which spreadsheets do not show as a line."""
    if text[:4].lower() != "sep=":
        return text
    return text[text.find("\n") + 1 :] if "\n" in text else ""


def _delimiter(text: str, columns: Collection[str]) -> str:
    expected = {snake(column) for column in columns}

    def found(delimiter: str) -> tuple[int, int]:
        first = _first_line(text, delimiter)
        return len(expected & {snake(cell) for cell in first}), len(first)

    return max(DELIMITERS, key=found)


def _first_line(text: str, delimiter: str) -> list[str]:
    try:
        lines = islice(_reader(text, delimiter), 50)
        return next((line for line in lines if any(cell.strip() for cell in line)), [])
    except csv.Error:
        return []


def _lines(file: str, text: str, delimiter: str) -> list[list[str]]:
    lines: list[list[str]] = []
    try:
        for line in _reader(text, delimiter):
            lines.append(line)
            if len(lines) > MOST_LINES:
                raise BadImport(
                    [Mistake(file, len(lines), "", "too_many_lines", "", str(MOST_LINES))]
                )
            if len(line) > MOST_CELLS:
                raise BadImport([Mistake(file, len(lines), "", "too_many_cells")])
    except csv.Error as error:
        code = "too_long" if "limit" in str(error) else "bad_quotes"
        raise BadImport([Mistake(file, len(lines) + 1, "", code)]) from None
    return lines


def _reader(text: str, delimiter: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
