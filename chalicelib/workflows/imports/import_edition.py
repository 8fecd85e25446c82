"""A past edition is brought in: checked whole, kept, then shown by one write.

What a crash leaves behind is files and figures that no edition names; the same import names them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256

from ...domain.errors import NotFound
from ...domain.imports.canonical import kept_files
from ...domain.imports.forms import Vocabulary
from ...domain.imports.mistakes import BadImport, Mistake
from ...domain.imports.past import Changes, changes, counts_of, edition_of, running
from ...domain.imports.past_facts import event_facts
from ...domain.imports.tables import Renamed, Table
from ...domain.imports.verdicts import Sheet, Verdict, verdict
from ...domain.people.callers import Caller
from ...domain.receipts import Once, Receipt
from ...domain.report.editions import Edition
from ..callers import for_admin
from ..ports import Archives, Files, ReportStore
from ..receipts import unchanged
from ..retrying import decided_afresh

Sheets = Mapping[str, Sheet]


@dataclass(frozen=True)
class Checked:
    """What files say, all that is wrong in them, and what keeping them would change by file.

    `stored` is the edition as it stands, if there is one.
    """

    verdict: Verdict
    mistakes: tuple[Mistake, ...]
    counts: Mapping[str, Changes]
    stored: Edition | None


@dataclass(frozen=True)
class Imported:
    """An edition as it was brought in, and what became of the lines of its files."""

    edition: Edition
    counts: Mapping[str, Changes]


def check_import(
    caller: Caller,
    sheets: Sheets,
    renamed: Mapping[str, Renamed],
    *,
    store: ReportStore,
    files: Files,
    archives: Archives,
    vocabulary: Vocabulary,
) -> Checked:
    """Return what keeping files by name would change; nothing is kept.

    `renamed` has, by file, the columns that are called otherwise. Raises Forbidden, InvalidToken.
    """
    for_admin(caller, store).load()
    return _checked(verdict(sheets, vocabulary, renamed), vocabulary, store, files, archives)


def check_archive(
    caller: Caller,
    content: bytes,
    *,
    store: ReportStore,
    files: Files,
    archives: Archives,
    vocabulary: Vocabulary,
) -> Checked:
    """Do the same for the files of an archive. Raises BadImport if it is none."""
    for_admin(caller, store).load()
    said = verdict(archives.read(content), vocabulary)
    return _checked(said, vocabulary, store, files, archives)


@decided_afresh
def import_sheets(
    caller: Caller,
    sheets: Sheets,
    renamed: Mapping[str, Renamed],
    once: Once[Imported],
    *,
    store: ReportStore,
    files: Files,
    archives: Archives,
    vocabulary: Vocabulary,
    now: datetime,
) -> Imported:
    """Bring in the edition of some files by name, all of it or nothing.

    Raises BadImport, with every mistake; Forbidden, InvalidToken.
    """
    (receipt,) = for_admin(caller, store).load((Receipt, once.id))
    once.check(receipt)
    said = verdict(sheets, vocabulary, renamed)
    checked = _checked(said, vocabulary, store, files, archives)
    return _kept(checked, once, vocabulary, store, files, archives, now)


@decided_afresh
def import_archive(
    caller: Caller,
    content: bytes,
    once: Once[Imported],
    *,
    store: ReportStore,
    files: Files,
    archives: Archives,
    vocabulary: Vocabulary,
    now: datetime,
) -> Imported:
    """Do the same for the files of an archive."""
    (receipt,) = for_admin(caller, store).load((Receipt, once.id))
    once.check(receipt)
    said = verdict(archives.read(content), vocabulary)
    checked = _checked(said, vocabulary, store, files, archives)
    return _kept(checked, once, vocabulary, store, files, archives, now)


def export_edition(caller: Caller, slug: str, *, store: ReportStore, files: Files) -> bytes:
    """Return the archive of an edition that was brought in, as it would be brought in again.

    Raises NotFound, Forbidden, InvalidToken.
    """
    (edition,) = for_admin(caller, store).load((Edition, slug))
    if edition is None or not edition.archive:
        raise NotFound
    return files.get(edition.archive)


def _checked(
    said: Verdict, vocabulary: Vocabulary, store: ReportStore, files: Files, archives: Archives
) -> Checked:
    if said.mistakes:
        return Checked(said, said.mistakes, {}, None)
    stored = store.one(Edition, said.edition.slug)
    mistakes = running(said.edition, stored, vocabulary)
    if mistakes:
        return Checked(said, mistakes, {}, stored)
    before = _kept_before(stored, vocabulary, files, archives)
    return Checked(said, (), changes(said.tables, before), stored)


def _kept_before(
    stored: Edition | None, vocabulary: Vocabulary, files: Files, archives: Archives
) -> Mapping[str, Table]:
    """Return the lines of the files that are kept of an edition."""
    if stored is None or not stored.archive:
        return {}
    return verdict(archives.read(files.get(stored.archive)), vocabulary).tables


def _kept(
    checked: Checked,
    once: Once[Imported],
    vocabulary: Vocabulary,
    store: ReportStore,
    files: Files,
    archives: Archives,
    now: datetime,
) -> Imported:
    """Keep files that are right, then their figures, then show them."""
    if checked.mistakes:
        raise BadImport(checked.mistakes)
    stored = checked.stored
    edition = edition_of(checked.verdict, stored, vocabulary.zone)
    archive = archives.write(kept_files(checked.verdict))
    digest = sha256(archive).hexdigest()
    key = f"editions/{edition.slug}/{digest}.zip"
    if stored is not None and stored.archive == key:
        return unchanged(Imported(stored, checked.counts), once, store, now)
    files.put(key, archive, "application/zip")
    generation = f"{edition.version + 1}-{digest[:16]}"
    counts, events = counts_of(checked.verdict, edition), event_facts(checked.verdict.tables)
    store.write_figures(edition.slug, generation, counts, events)
    unit = store.unit()
    shown = unit.save(replace(edition, archive=key, generation=generation))
    imported = Imported(shown, checked.counts)
    unit.add(*once.receipts(imported, now))
    unit.commit()
    return imported
