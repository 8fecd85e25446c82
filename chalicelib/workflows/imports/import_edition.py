"""A past edition is brought in: checked whole, kept, then shown by one write.

What a crash leaves behind is files and figures that no edition names; the same import names them,
or another forgets them.
What an import replaces is noted in the write that shows the new, and forgotten after it: were that
interrupted, the next import of the edition would go on.
"""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256

from ...domain.errors import DomainError, Stale
from ...domain.ids import edition_subject
from ...domain.imports.canonical import kept_files
from ...domain.imports.forms import Vocabulary
from ...domain.imports.mistakes import ARCHIVE, BadImport, Mistake
from ...domain.imports.past import Changes, changes, counts_of, edition_of, running
from ...domain.imports.past_facts import accompanied, event_facts
from ...domain.imports.tables import Table
from ...domain.imports.verdicts import Sheet, Verdict, verdict
from ...domain.people.callers import Caller
from ...domain.people.staff_acts import Deed, done
from ...domain.receipts import NO_KEY, Once, Receipt
from ...domain.report.editions import Edition
from ...domain.report.returning import mark_of, with_returning
from ..callers import for_team
from ..ports import Archives, Files, ReportStore, Spreadsheets
from ..receipts import unchanged
from ..retrying import decided_afresh
from .begun import note_begun, note_done
from .brought import opened
from .export_edition import kept_archive

Sheets = Mapping[str, Sheet]

Told = Callable[[int], None]
"""Hears how many steps are done: checked, files kept, figures written."""


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


def check_sheets(
    sheets: Sheets, store: ReportStore, files: Files, archives: Archives, vocabulary: Vocabulary
) -> Checked:
    """Return what keeping files by name would change; nothing is kept."""
    return _checked(verdict(sheets, vocabulary), vocabulary, store, files, archives)


def check_archive(
    caller: Caller,
    content: bytes,
    *,
    store: ReportStore,
    files: Files,
    archives: Archives,
    spreadsheets: Spreadsheets,
    vocabulary: Vocabulary,
) -> Checked:
    """Return the same of the files of an archive.

    Raises BadImport if it is none; Forbidden, InvalidToken.
    """
    for_team(caller, store).load()
    said = opened(content, archives, spreadsheets, vocabulary).verdict(vocabulary)
    return _checked(said, vocabulary, store, files, archives)


def refuse(checked: Checked, removing: int) -> None:
    """Raise BadImport with every mistake, or where more lines than agreed to would be lost."""
    if checked.mistakes:
        raise BadImport(checked.mistakes)
    removed = sum(each.removed for each in checked.counts.values())
    if removed > removing:
        raise BadImport([Mistake(ARCHIVE, 0, "", "lines_removed", str(removed))])


@decided_afresh
def keep_sheets(
    sheets: Sheets,
    removing: int,
    told: Told,
    *,
    store: ReportStore,
    files: Files,
    archives: Archives,
    vocabulary: Vocabulary,
    now: datetime,
) -> Imported:
    """Bring in the edition of some files by name, all of it or nothing; tell each step.

    `removing` is how many lines the person agreed to lose. Raises BadImport.
    """
    checked = check_sheets(sheets, store, files, archives, vocabulary)
    refuse(checked, removing)
    return _kept(checked, None, NO_KEY, told, vocabulary, store, files, archives, now)


@decided_afresh
def import_archive(
    caller: Caller,
    content: bytes,
    once: Once[Imported],
    *,
    store: ReportStore,
    files: Files,
    archives: Archives,
    spreadsheets: Spreadsheets,
    vocabulary: Vocabulary,
    now: datetime,
) -> Imported:
    """Bring in the edition of an archive, all of it or nothing.

    Raises BadImport with every mistake; Forbidden, InvalidToken.
    """
    (receipt,) = for_team(caller, store).load((Receipt, once.id))
    once.check(receipt)
    said = opened(content, archives, spreadsheets, vocabulary).verdict(vocabulary)
    checked = _checked(said, vocabulary, store, files, archives)
    return _kept(checked, caller, once, _untold, vocabulary, store, files, archives, now)


def _untold(_done: int) -> None:
    """Hear nothing: whoever asked waits for the answer."""


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
    return verdict(archives.read(kept_archive(stored, files)), vocabulary).tables


def _kept(
    checked: Checked,
    caller: Caller | None,
    once: Once[Imported],
    told: Told,
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
    if stored is not None and _is_kept(stored, digest, files):
        note_done(stored, files=files)
        _forget(stored, store, files)
        return unchanged(Imported(stored, checked.counts), once, store, now)
    told(1)
    edition = edition.brought_in(digest)
    note_begun(edition, store=store, files=files, now=now)
    files.put(edition.archive, archive, "application/zip")
    told(2)
    people = {mark_of(each) for each in accompanied(checked.verdict.tables)}
    _write_figures(edition, checked.verdict, people, store)
    told(3)
    imported = _shown(edition, people, checked, caller, once, store, now)
    note_done(imported.edition, files=files)
    _forget(imported.edition, store, files)
    return imported


def _is_kept(stored: Edition, digest: str, files: Files) -> bool:
    """Return whether an edition has just these files; somebody erased since is in them no more."""
    return stored.keeps(digest) and digest == sha256(kept_archive(stored, files)).hexdigest()


def _write_figures(edition: Edition, said: Verdict, people: set[str], store: ReportStore) -> None:
    counts, events = counts_of(said, edition), event_facts(said.tables)
    store.write_figures(edition.slug, edition.generation, counts, events)
    store.write_accompanied(edition.slug, edition.generation, people)


def _shown(
    edition: Edition,
    people: set[str],
    checked: Checked,
    caller: Caller | None,
    once: Once[Imported],
    store: ReportStore,
    now: datetime,
) -> Imported:
    """Show an edition, and in the same write how many of its people return, and of later ones."""
    others = _other_editions(edition, store)
    before = {each.slug: each.returning for each, _ in others}
    unit = store.unit()
    shown = edition
    for each in with_returning([(edition, people), *others]):
        if each.slug == edition.slug:
            shown = unit.save(each)
        elif each.returning != before[each.slug]:
            unit.save(each)
    imported = Imported(shown, checked.counts)
    subject = edition_subject(shown.slug)
    unit.add(*done(caller, Deed.EDITION_IMPORTED, subject, shown.version, now, shown.slug))
    unit.add(*once.receipts(imported, now))
    unit.commit()
    return imported


def _other_editions(edition: Edition, store: ReportStore) -> list[tuple[Edition, set[str]]]:
    """Return the other editions that were brought in, with the marks of their people."""
    slugs = [e.slug for e in store.editions() if e.imported and e.slug != edition.slug]
    kept = store.load(known=[(Edition, slug) for slug in slugs])
    return [(each, store.accompanied(each.slug, each.generation)) for each in kept if each]


def _forget(edition: Edition, store: ReportStore, files: Files) -> None:
    """Forget what imports of an edition have replaced. Harmless if repeated.

    The import is done: what cannot be forgotten now stays noted for the next.
    """
    if not edition.superseded:
        return
    with suppress(DomainError, Stale):
        for each in edition.superseded:
            files.forget(each.archive)
            store.forget_figures(edition.slug, each.generation)
        unit = store.unit()
        unit.save(replace(edition, superseded=()))
        unit.commit()
