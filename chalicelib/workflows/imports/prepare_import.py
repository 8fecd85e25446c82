"""Files are brought one by one, or as they come out of other tools: looked at, asked about, kept.

What is brought waits in a parcel, for two days at most; nothing of an edition changes before it is
kept. The answers about a table's columns stay, for the next table with the same ones.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath
from zoneinfo import ZoneInfo

from ...domain.errors import NotFound
from ...domain.imports.forms import EDITION, Vocabulary
from ...domain.imports.grids import Grid, read_csv
from ...domain.imports.matching import fingerprint
from ...domain.imports.mistakes import ARCHIVE, BadImport, Mistake, quoted
from ...domain.imports.tools.exports import Context
from ...domain.imports.uploads import parcels
from ...domain.imports.uploads.parcels import MOST_SOURCES, Parcel, Source
from ...domain.imports.uploads.preparing import Beside, Prepared, edition_meant, prepared
from ...domain.imports.uploads.questions import to_remember
from ...domain.people.callers import Caller
from ...domain.report.editions import Edition
from ..callers import for_admin
from ..ports import Archives, Files, ReportStore, Spreadsheets
from .export_edition import kept_archive
from .import_edition import Checked, check_sheets

PARCELS, ANSWERS = "imports/parcels/", "imports/answers/"
"""Where parcels wait, which are forgotten after two days, and where answers stay."""

TEXTS = (".csv", ".tsv", ".txt", "")
WANTED = ".zip, .csv, .xlsx, .ods, edition.json"
"""How the names of files of text end, and what may be brought."""

OTHER_KINDS = (".pdf", ".doc", ".docx", ".odt", ".png", ".jpg", ".jpeg", ".ppt", ".pptx")
"""How the names of files end that are no tables at all."""

BINARY = "application/octet-stream"

type Uploads = Sequence[tuple[str, bytes]]
"""The names and the contents of files."""


@dataclass(frozen=True)
class Looked:
    """A parcel as it would be brought in, and the verdict over it, unless a question is open."""

    prepared: Prepared
    checked: Checked | None


def let_in(caller: Caller, *, store: ReportStore) -> None:
    """Refuse who may not bring anything in, before files are read. Raises Forbidden, InvalidToken.

    It is one read more: the stories that follow recognise their caller too.
    """
    for_admin(caller, store).load()


def read_editions(caller: Caller, *, store: ReportStore) -> list[Edition]:
    """Return the editions that were brought in. Raises Forbidden, InvalidToken."""
    for_admin(caller, store).load()
    return [edition for edition in store.editions() if edition.imported]


def bring_files(
    caller: Caller,
    parcel_id: str,
    uploads: Uploads,
    *,
    store: ReportStore,
    files: Files,
    archives: Archives,
    spreadsheets: Spreadsheets,
) -> str:
    """Put files in a parcel, or in a new one if there is no `parcel_id`; return its identifier.

    Raises BadImport for what cannot be read at all; NotFound, Forbidden, InvalidToken.
    """
    for_admin(caller, store).load()
    parcel = _parcel(parcel_id, files) if parcel_id else Parcel()
    sources, edition = _read(uploads, archives, spreadsheets)
    parcel = parcel.with_more(sources, edition)
    if len(parcel.sources) > MOST_SOURCES:
        raise BadImport([Mistake(ARCHIVE, 0, "", "too_many_files", "", str(MOST_SOURCES))])
    return _put(parcel, files)


def take_out(
    caller: Caller, parcel_id: str, number: int, *, store: ReportStore, files: Files
) -> str:
    """Take a table out of a parcel, by its place; return its new identifier.

    Raises NotFound, Forbidden, InvalidToken.
    """
    for_admin(caller, store).load()
    return _put(_parcel(parcel_id, files).without(number), files)


def answer_questions(
    caller: Caller,
    parcel_id: str,
    said: Mapping[str, str],
    *,
    store: ReportStore,
    files: Files,
    archives: Archives,
    vocabulary: Vocabulary,
    now: datetime,
) -> str:
    """Note the answers about a parcel; return its new identifier. Raises as `look_at` does."""
    for_admin(caller, store).load()
    parcel = _parcel(parcel_id, files).with_answers(said)
    found = _prepared(parcel, store, files, archives, vocabulary, now)
    for about in found.abouts:
        kept = to_remember(about.source.grid, about.asks)
        if kept.said:
            content = json.dumps(kept.said, ensure_ascii=False, sort_keys=True).encode()
            files.put(f"{ANSWERS}{kept.fingerprint}.json", content, "application/json")
    return _put(parcel, files)


def look_at(
    caller: Caller,
    parcel_id: str,
    *,
    store: ReportStore,
    files: Files,
    archives: Archives,
    vocabulary: Vocabulary,
    now: datetime,
) -> Looked:
    """Return what a parcel would change, and what is wrong or open in it; nothing is kept.

    Raises NotFound, Forbidden, InvalidToken.
    """
    for_admin(caller, store).load()
    found = prepared_parcel(parcel_id, store, files, archives, vocabulary, now)
    if found.unanswered:
        return Looked(found, None)
    return Looked(found, check_sheets(found.sheets, store, files, archives, vocabulary))


def prepared_parcel(
    parcel_id: str,
    store: ReportStore,
    files: Files,
    archives: Archives,
    vocabulary: Vocabulary,
    now: datetime,
) -> Prepared:
    """Return what a parcel would bring in. Raises NotFound."""
    return _prepared(_parcel(parcel_id, files), store, files, archives, vocabulary, now)


def _read(
    uploads: Uploads, archives: Archives, spreadsheets: Spreadsheets
) -> tuple[list[Source], str | None]:
    """Return the tables of files, and the text of `edition.json` if it is there."""
    sources: list[Source] = []
    edition = None
    for name, content in _opened(uploads, archives):
        if name.lower() == EDITION:
            edition = content.decode("utf-8-sig", "replace")
        elif spreadsheets.reads(name):
            sheets = spreadsheets.read(name, content)
            several = len(sheets) > 1
            sources += [
                Source(f"{name} › {sheet}" if several else name, grid)
                for sheet, grid in sheets.items()
            ]
        elif PurePosixPath(name.lower()).suffix in TEXTS:
            sources.append(Source(name, _with_lines(name, read_csv(name, content, ()))))
        elif PurePosixPath(name.lower()).suffix in OTHER_KINDS:
            raise BadImport([Mistake(name, 0, "", "not_a_table", quoted(name), WANTED)])
        else:
            raise BadImport([Mistake(name, 0, "", "unknown_file", quoted(name), WANTED)])
    return sources, edition


def _with_lines(name: str, grid: Grid) -> Grid:
    """Return a table. Raises BadImport if there is nothing in it."""
    if not any(cell.strip(" ;,\t\u00a0") for line in grid.lines for cell in line):
        raise BadImport([Mistake(name, 0, "", "nothing_in_it")])
    return grid


def _opened(uploads: Uploads, archives: Archives) -> Iterable[tuple[str, bytes]]:
    for name, content in uploads:
        if name.lower().endswith(".zip"):
            yield from archives.read(content).items()
        else:
            yield name, content


def _prepared(
    parcel: Parcel,
    store: ReportStore,
    files: Files,
    archives: Archives,
    vocabulary: Vocabulary,
    now: datetime,
) -> Prepared:
    editions = store.editions()
    meant = edition_meant(parcel, editions)
    kept: Mapping[str, bytes] = {}
    for edition in editions:
        if edition.id == meant and edition.archive:
            kept = archives.read(kept_archive(edition, files))
    zone = ZoneInfo(vocabulary.zone)
    context = Context(vocabulary.themes, (), zone, now.astimezone(zone).replace(tzinfo=None))
    return prepared(parcel, Beside(editions, kept, _remembered(parcel, files), vocabulary), context)


def _remembered(parcel: Parcel, files: Files) -> dict[str, dict[str, str]]:
    """Return what was said before of tables with the columns of these."""
    found = {}
    for mark in {fingerprint(source.grid) for source in parcel.sources}:
        content = files.find(f"{ANSWERS}{mark}.json")
        if content is not None:
            found[mark] = json.loads(content)
    return found


def _parcel(parcel_id: str, files: Files) -> Parcel:
    content = files.find(f"{PARCELS}{parcel_id}")
    if content is None:
        raise NotFound
    return parcels.read(content)


def _put(parcel: Parcel, files: Files) -> str:
    identifier, content = parcels.written(parcel)
    files.put(f"{PARCELS}{identifier}", content, BINARY)
    return identifier
