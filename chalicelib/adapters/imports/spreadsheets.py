"""Reads XLSX and ODS into rows of text, as their CSV would have been; bounded before it is read.

The reader lays a sheet out as a full rectangle: two cells far apart would fill the memory. So the
files of the archive are unpacked first, counted as they come, and the rectangle is worked out.
"""

import re
import zipfile
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import TYPE_CHECKING

from ...domain.imports.grids import WORKBOOKS, Grid
from ...domain.imports.mistakes import BadImport, Mistake
from .archives import DAMAGED

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

MOST_CELLS = 2_000_000
"""Cells of one sheet: forty columns of 50,000 lines."""

LARGEST = 64 * 1024 * 1024
"""Bytes that a spreadsheet may unpack to: 50,000 lines of an export are some 30 MB of XML."""

MOST_FILES = 1000
CHUNK = 256 * 1024

_FULL = re.compile(
    rb"""<(?:\w+:)?c\b(?=[^>]*?\br\s*=\s*["']([A-Za-z]+)(\d+))[^>]*(?<!/)>(?!\s*</(?:\w+:)?c\s*>)"""
)
"""A cell that holds something, with its place: those that are but formatted are not laid out."""

_UNPLACED = re.compile(
    rb"""<(?:\w+:)?row\b[^>]*?\br\s*=\s*["'](\d+)[^>]*>\s*<(?:\w+:)?c\b(?![^>]*?\br\s*=)"""
)
"""A row by its number whose cells do not say their place: they come one after the other."""

_CELL = re.compile(rb"<(?:\w+:)?c\b")
_ODS_ROW = re.compile(rb"<table:table-row\b")
_ODS_CELL = re.compile(rb"<table:(?:covered-)?table-cell\b")
_ROWS_REPEATED = re.compile(rb"""table:number-rows-repeated\s*=\s*["'](\d+)""")
_COLUMNS_REPEATED = re.compile(rb"""table:number-columns-repeated\s*=\s*["'](\d+)""")
_CONTENT = (b"office:value", b"<text:", b"office:string-value")


class Workbooks:
    """XLSX and ODS, as stories ask for them."""

    def reads(self, name: str) -> bool:
        """Return whether a name is a workbook's, of a kind that is read or of one that is told."""
        return name.lower().endswith(WORKBOOKS)

    def read(self, name: str, content: bytes) -> dict[str, Grid]:
        return read_spreadsheet(name, content)


class _Refused(ValueError):
    """Why a spreadsheet is not read: the code of a mistake."""


def read_spreadsheet(file: str, content: bytes) -> dict[str, Grid]:
    """Return the visible sheets that hold anything, by name, in the workbook's order.

    Raises BadImport: it is no spreadsheet, is locked by a password, or has too many cells.
    """
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        _within_bounds(content)
        book = CalamineWorkbook.from_filelike(BytesIO(content))
        sheets = {name: Grid(_lines(book.get_sheet_by_name(name))) for name in _shown(book)}
    except _Refused as refused:
        raise BadImport([Mistake(file, 0, "", str(refused))]) from None
    except (CalamineError, ValueError, *DAMAGED) as error:
        raise BadImport([Mistake(file, 0, "", "not_a_spreadsheet")]) from error
    return {name: grid for name, grid in sheets.items() if any(map(any, grid.lines))}


def _shown(book: "CalamineWorkbook") -> list[str]:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    return [
        sheet.name
        for sheet in book.sheets_metadata
        if sheet.typ == SheetTypeEnum.WorkSheet and sheet.visible == SheetVisibleEnum.Visible
    ]


def _lines(sheet: "CalamineSheet") -> list[list[str]]:
    """Return the lines up to the last that holds anything, each up to its last such cell."""
    lines = sheet.to_python(skip_empty_area=False)
    return _trimmed([_trimmed([_text(cell) for cell in cells]) for cells in lines])


def _trimmed[T: (str, list[str])](values: list[T]) -> list[T]:
    while values and not values[-1]:
        values.pop()
    return values


def _text(cell: object) -> str:
    """Return a cell as it would be typed: dates as ISO 8601, whole numbers without a point."""
    match cell:
        case bool():
            return "yes" if cell else "no"
        case float() if cell.is_integer():
            return str(int(cell))
        case datetime():
            return _to_the_second(cell).isoformat()
        case date() | time():
            return cell.isoformat()
        case timedelta():
            return str(timedelta(seconds=round(cell.total_seconds())))
        case _:
            return str(cell).strip()


def _to_the_second(moment: datetime) -> datetime:
    """Return a moment rounded: spreadsheets count days in fractions, 13:30 is 13:29:59.999998."""
    return (moment + timedelta(microseconds=500_000)).replace(microsecond=0)


def _within_bounds(content: bytes) -> None:
    """Raise _Refused before anything is laid out, or what the archive's own reader raises."""
    left = LARGEST
    with zipfile.ZipFile(BytesIO(content)) as archive:
        entries = archive.infolist()
        if len(entries) > MOST_FILES:
            raise _Refused("spreadsheet_too_large")
        for entry in entries:
            unpacked = _unpacked(archive, entry, left)
            left -= len(unpacked)
            if _extent(entry.filename, unpacked) > MOST_CELLS:
                raise _Refused("spreadsheet_too_large")


def _unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, most: int) -> bytes:
    """Return a file of the archive, counted as it is unpacked: its own word is no proof."""
    pieces, size = [], 0
    with archive.open(entry) as packed:
        while piece := packed.read(CHUNK):
            size += len(piece)
            if size > most:
                raise _Refused("spreadsheet_too_large")
            pieces.append(piece)
    return b"".join(pieces)


def _extent(name: str, content: bytes) -> int:
    """Return how many cells the sheet of a file would be laid out as; 0 for other files."""
    if "worksheets/" in name and name.endswith(".xml"):
        return _extent_of_xlsx(content)
    return _extent_of_ods(content) if name == "content.xml" else 0


def _extent_of_xlsx(sheet: bytes) -> int:
    cells = len(_CELL.findall(sheet))
    widest = tallest = 0
    for letters, number in _FULL.findall(sheet):
        tallest = max(tallest, int(number))
        widest = max(widest, _column(letters))
    for number in _UNPLACED.findall(sheet):
        tallest, widest = max(tallest, int(number)), max(widest, cells)
    return max(tallest * widest, cells)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _extent_of_ods(content: bytes) -> int:
    """Return rows × columns up to the last that holds anything: what follows is but formatted."""
    tallest = widest = seen = 0
    for row in _ODS_ROW.split(content)[1:]:
        seen += _repeated(_ROWS_REPEATED, row.partition(b">")[0])
        width = _width_of_ods(row)
        if width:
            tallest, widest = seen, max(widest, width)
    return tallest * widest


def _width_of_ods(row: bytes) -> int:
    seen = last = 0
    for cell in _ODS_CELL.split(row)[1:]:
        seen += _repeated(_COLUMNS_REPEATED, cell.partition(b">")[0])
        if any(mark in cell for mark in _CONTENT):
            last = seen
    return last


def _repeated(pattern: re.Pattern[bytes], opening: bytes) -> int:
    found = pattern.search(opening)
    return int(found[1]) if found else 1
