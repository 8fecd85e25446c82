"""Files as somebody brings them, read into tables: CSV, workbooks, archives of both."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from ...domain.imports.forms import EDITION, Vocabulary
from ...domain.imports.grids import MOST_TOGETHER, Grid, read_csv
from ...domain.imports.mistakes import ARCHIVE, BadImport, Mistake, quoted
from ...domain.imports.uploads.parcels import Source
from ...domain.imports.uploads.preparing import file_named
from ...domain.imports.verdicts import Sheet, Verdict, verdict
from ..ports import Archives, Spreadsheets

TEXTS = (".csv", ".tsv", ".txt", "")
WANTED = ".zip, .csv, .xlsx, .ods, edition.json"
"""How the names of files of text end, and what may be brought."""

OTHER_KINDS = (".pdf", ".doc", ".docx", ".odt", ".png", ".jpg", ".jpeg", ".ppt", ".pptx")
"""How the names of files end that are no tables at all."""

type Uploads = Sequence[tuple[str, bytes]]
"""The names and the contents of files."""


@dataclass(frozen=True)
class Opened:
    """The files of an archive by the names of ours; `own` has those of tables of workbooks."""

    sheets: Mapping[str, Sheet]
    own: Mapping[str, str]

    def verdict(self, vocabulary: Vocabulary) -> Verdict:
        """Return the verdict over the files, its mistakes under the names they came by."""
        said = verdict(self.sheets, vocabulary)
        told = [replace(each, file=self.own.get(each.file, each.file)) for each in said.mistakes]
        return replace(said, mistakes=tuple(told))


def opened(
    content: bytes, archives: Archives, spreadsheets: Spreadsheets, vocabulary: Vocabulary
) -> Opened:
    """Return the files of an archive, of which any table may be in a workbook. Raises BadImport."""
    sheets: dict[str, Sheet] = {}
    own: dict[str, str] = {}
    files = archives.read(content)
    books = [(name, files.pop(name)) for name in list(files) if spreadsheets.reads(name)]
    sheets |= files
    for source in _tables(books, spreadsheets):
        file = file_named(source.name, vocabulary.forms()) or source.name
        if file in sheets:
            raise BadImport([Mistake(source.name, 1, "", "duplicate_file", quoted(file))])
        sheets[file], own[file] = source.grid, source.name
    return Opened(sheets, own)


def read_uploads(
    uploads: Uploads, archives: Archives, spreadsheets: Spreadsheets
) -> tuple[list[Source], str | None]:
    """Return the tables of files, and the text of `edition.json` if it is there."""
    files, edition = [], None
    for name, content in _unpacked(uploads, archives):
        if name.lower() == EDITION:
            edition = content.decode("utf-8-sig", "replace")
        else:
            files.append((name, content))
    return [*_tables(files, spreadsheets)], edition


def _unpacked(uploads: Uploads, archives: Archives) -> Iterable[tuple[str, bytes]]:
    for name, content in uploads:
        if name.lower().endswith(".zip"):
            yield from archives.read(content).items()
        else:
            yield name, content


def _tables(files: Uploads, spreadsheets: Spreadsheets) -> Iterator[Source]:
    """Yield the tables of files; together they have no more cells than one may have."""
    left = MOST_TOGETHER
    for name, content in files:
        for source in _sources(name, content, spreadsheets):
            left -= sum(map(len, source.grid.lines))
            if left < 0:
                raise BadImport([Mistake(ARCHIVE, 0, "", "too_many_tables")])
            yield source


def _sources(name: str, content: bytes, spreadsheets: Spreadsheets) -> Iterable[Source]:
    if spreadsheets.reads(name):
        sheets = spreadsheets.read(name, content)
        if not sheets:
            raise BadImport([Mistake(name, 0, "", "nothing_in_it")])
        several = len(sheets) > 1
        return [Source(f"{name} › {n}" if several else name, each) for n, each in sheets.items()]
    kind = PurePosixPath(name.lower()).suffix
    if kind in TEXTS:
        return [Source(name, _with_lines(name, read_csv(name, content, ())))]
    code = "not_a_table" if kind in OTHER_KINDS else "unknown_file"
    raise BadImport([Mistake(name, 0, "", code, quoted(name), WANTED)])


def _with_lines(name: str, grid: Grid) -> Grid:
    """Return a table. Raises BadImport if there is nothing in it."""
    if not any(cell.strip(" ;,\t\u00a0") for line in grid.lines for cell in line):
        raise BadImport([Mistake(name, 0, "", "nothing_in_it")])
    return grid
