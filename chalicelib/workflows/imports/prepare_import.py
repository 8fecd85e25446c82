"""Files are brought one by one, or as they come out of other tools: looked at, asked about, kept.

What is brought waits in a parcel, for two days at most; nothing of an edition changes before it is
kept. The answers about a table's columns stay, for the next table with the same ones.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from ...domain.errors import NotFound
from ...domain.imports.forms import Vocabulary
from ...domain.imports.matching import fingerprint
from ...domain.imports.mistakes import ARCHIVE, BadImport, Mistake
from ...domain.imports.tools.exports import Context
from ...domain.imports.uploads import parcels
from ...domain.imports.uploads.parcels import MOST_SOURCES, Parcel
from ...domain.imports.uploads.preparing import Beside, Prepared, edition_meant, prepared
from ...domain.imports.uploads.questions import to_remember
from ...domain.people.callers import Caller
from ...domain.report.editions import Edition
from ..callers import for_team
from ..ports import Archives, Files, ReportStore, Spreadsheets
from .brought import Uploads, read_uploads
from .export_edition import kept_archive
from .import_edition import Checked, check_sheets

PARCELS, ANSWERS = "imports/parcels/", "imports/answers/"
"""Where parcels wait, which are forgotten after two days, and where answers stay."""

BINARY = "application/octet-stream"


@dataclass(frozen=True)
class Looked:
    """A parcel as it would be brought in, and the verdict over it, unless a question is open."""

    prepared: Prepared
    checked: Checked | None


def let_in(caller: Caller, *, store: ReportStore) -> None:
    """Refuse who may not bring anything in, before files are read. Raises Forbidden, InvalidToken.

    It is one read more: the stories that follow recognise their caller too.
    """
    for_team(caller, store).load()


def read_editions(caller: Caller, *, store: ReportStore) -> list[Edition]:
    """Return the editions that were brought in. Raises Forbidden, InvalidToken."""
    for_team(caller, store).load()
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
    for_team(caller, store).load()
    parcel = _parcel(parcel_id, files) if parcel_id else Parcel()
    sources, edition = read_uploads(uploads, archives, spreadsheets)
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
    for_team(caller, store).load()
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
    for_team(caller, store).load()
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
    for_team(caller, store).load()
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
    there, usual = now.astimezone(zone).replace(tzinfo=None), vocabulary.meeting_minutes
    context = Context(vocabulary.themes, (), zone, there, meeting_minutes=usual)
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
