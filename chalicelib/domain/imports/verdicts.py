"""The verdict over the files of a past edition: what they say, and all that is wrong in them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from . import references
from .edition_file import EditionFile, Reading, read_edition
from .forms import EDITION, Form, Vocabulary
from .grids import Grid, read_csv
from .mistakes import BadImport, Mistake
from .tables import Table, read_table

Sheet = bytes | Grid
"""A file: a CSV as it is stored, or the cells of a spreadsheet."""


@dataclass(frozen=True)
class Verdict:
    """What files say, in the canonical texts of `tables`, and every mistake in them.

    `reading` is what was read of `edition.json`. Files with mistakes are not brought in; their
    tables are for showing them, and for the corrected copy.
    """

    reading: Reading
    tables: Mapping[str, Table]
    mistakes: tuple[Mistake, ...]

    @property
    def edition(self) -> EditionFile:
        """The edition, of files without mistakes. Raises BadImport for others."""
        if self.mistakes or self.reading.edition is None:
            raise BadImport(self.mistakes)
        return self.reading.edition

    @property
    def corrections(self) -> tuple[Mistake, ...]:
        """The mistakes whose correction is certain: it is in the tables."""
        return tuple(each for each in self.mistakes if each.correction is not None)


def verdict(files: Mapping[str, Sheet], vocabulary: Vocabulary) -> Verdict:
    """Return the verdict over files by name."""
    reading = _edition(files)
    themes = {**vocabulary.themes, **reading.themes}
    forms = replace(vocabulary, themes=themes).forms()
    tables, mistakes = {}, list(reading.mistakes)
    for file, form in forms.items():
        try:
            table = _table(form, files)
        except BadImport as bad:
            mistakes += bad.mistakes
            continue
        if table is not None:
            tables[file] = table
    references.check(tables, reading.edition)
    for table in tables.values():
        mistakes += sorted(table.mistakes, key=lambda mistake: mistake.line)
    mistakes += [
        _unknown(file, [EDITION, *forms]) for file in files if file not in (EDITION, *forms)
    ]
    return Verdict(reading, tables, tuple(mistakes))


def _edition(files: Mapping[str, Sheet]) -> Reading:
    content = files.get(EDITION)
    if isinstance(content, bytes):
        return read_edition(content)
    return Reading(mistakes=[Mistake(EDITION, 1, "", "missing_file", _there(files), EDITION)])


def _table(form: Form, files: Mapping[str, Sheet]) -> Table | None:
    """Return a file's table, or None where it may be left out. Raises BadImport."""
    content = files.get(form.file)
    if content is None:
        if form.optional:
            return None
        raise BadImport([Mistake(form.file, 1, "", "missing_file", _there(files), form.file)])
    if isinstance(content, bytes):
        content = read_csv(form.file, content, form.places)
    return read_table(form, content)


def _unknown(file: str, known: list[str]) -> Mistake:
    return Mistake(file, 1, "", "unknown_file", file, ", ".join(known))


def _there(files: Mapping[str, Sheet]) -> str:
    """Return the names of files, but for those that only stand for what was not brought."""
    there = (n for n, sheet in files.items() if isinstance(sheet, bytes) or len(sheet.lines) > 1)
    return ", ".join(sorted(there))
