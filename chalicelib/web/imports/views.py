"""Imports as JSON and as spreadsheets: what was brought in, and what is to be corrected."""

import csv
import io
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from ...adapters.texts.cells import inert
from ...domain.imports.mistakes import Mistake
from ...workflows.imports.import_edition import Imported
from .sentences import message

MOST_TOLD = 5_000
"""Mistakes in one answer, which Lambda must be able to give."""

COLUMNS = ("Raison", "Fichier", "Ligne", "Colonne", "Il y a", "Correction")


def imported(brought: Imported) -> dict[str, Any]:
    counts = {name: asdict(each) for name, each in brought.counts.items()}
    return {"edition": brought.edition.slug, "counts": counts}


def mistake(each: Mistake) -> dict[str, Any]:
    """Return a mistake; `correction` is there only where it is certain."""
    where = {"file": each.file, "line": each.line, "column": each.column}
    said = {**where, "code": each.code, "message": message(each)}
    return said if each.correction is None else {**said, "correction": each.correction}


def mistakes(found: tuple[Mistake, ...]) -> dict[str, Any]:
    """Return the first thousands of mistakes, and how many there are."""
    return {"errors": [mistake(each) for each in found[:MOST_TOLD]], "errors_total": len(found)}


def mistakes_csv(found: Iterable[Mistake]) -> bytes:
    """Return mistakes as a spreadsheet, the reason first."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";")
    writer.writerow(COLUMNS)
    for each in found:
        where = (each.file, str(each.line), each.column)
        cells = (message(each), *where, each.found, each.correction or "")
        writer.writerow([inert(cell) for cell in cells])
    return text.getvalue().encode("utf-8-sig")
