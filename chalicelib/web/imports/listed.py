"""Corrections as spreadsheets: each table's own lines, the reason first, beside them."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath

from ...adapters.texts.cells import inert
from ...domain.imports.folding import joined
from ...domain.imports.mistakes import Mistake
from ...domain.imports.uploads.abouts import About
from ...domain.imports.uploads.places import header_line
from ...domain.imports.uploads.preparing import Prepared
from . import views
from .sentences import message
from .shown import by_table, cells_of, place_of

REASON, LINE = "Raison", "Ligne"
OTHERS = "corrections.csv"
"""Names the list of what is in none of the tables."""


def corrections(found: Prepared, mistakes: Sequence[Mistake]) -> dict[str, bytes]:
    """Return by name a spreadsheet for each table that has mistakes, and one of the others."""
    tables, elsewhere = by_table(found, mistakes)
    files: dict[str, bytes] = {}
    for at in sorted(tables):
        about = found.abouts[at]
        files[_name(about, files)] = _written(_lines(about, tables[at]))
    return {**files, OTHERS: views.mistakes_csv(elsewhere)} if elsewhere or not files else files


def _name(about: About, taken: Mapping[str, bytes]) -> str:
    """Return a name for a table's corrections: its file's, in letters that any system takes."""
    stem = f"corrections-{joined(PurePosixPath(about.source.name).stem, '-') or 'tableau'}"
    number = sum(name.startswith(stem) for name in taken)
    return f"{stem}-{number + 1}.csv" if number else f"{stem}.csv"


def _lines(about: About, mistakes: Iterable[Mistake]) -> Iterator[Sequence[str]]:
    """Yield the header, then each line that has mistakes; those of the header itself come first."""
    header = header_line(about)
    by_line: dict[int, list[Mistake]] = {}
    for mistake in mistakes:
        by_line.setdefault(mistake.line, []).append(mistake)
    yield REASON, LINE, *cells_of(about, header)
    for number in sorted(by_line, key=lambda line: (line != header, line)):
        cells = cells_of(about, number)
        yield _reason(about, by_line[number]), str(number), *cells


def _reason(about: About, mistakes: Iterable[Mistake]) -> str:
    """Return what is wrong in a line, in the words of its page; each with the column it is in."""
    return " · ".join(_told(about, mistake) for mistake in mistakes)


def _told(about: About, mistake: Mistake) -> str:
    names = cells_of(about, header_line(about))
    place = place_of(about, mistake)
    return f"{message(mistake)} ({names[place]})" if place is not None else message(mistake)


def _written(lines: Iterable[Sequence[str]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";")
    for cells in lines:
        writer.writerow([inert(cell) for cell in cells])
    return text.getvalue().encode("utf-8-sig")
