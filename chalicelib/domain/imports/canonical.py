"""The files of an edition in their one form: UTF-8, commas, dates and words as they should be."""

import csv
import io
import json
from collections.abc import Mapping

from .forms import EDITION
from .tables import Table
from .verdicts import Verdict


def kept_files(verdict: Verdict) -> dict[str, bytes]:
    """Return the files of an edition as they are kept: the same lines give the same bytes.

    Their order in a file does not matter, but for that of indicators, which is how they are shown.
    """
    tables = {file: table.in_order() for file, table in verdict.tables.items()}
    return _files(verdict, tables)


def corrected_files(verdict: Verdict) -> dict[str, bytes]:
    """Return the files with what is certain corrected, and all else as it was, in its order."""
    return _files(verdict, verdict.tables)


def lines_by_key(table: Table) -> dict[tuple[str, ...], tuple[str, ...]]:
    """Return the lines of a table by what tells them apart."""
    places = [table.form.places[name] for name in table.form.key]
    return {tuple(row[at] for at in places): tuple(row) for row in table.rows}


def _files(verdict: Verdict, tables: Mapping[str, Table]) -> dict[str, bytes]:
    files = {EDITION: _json(verdict.reading.said)}
    return files | {file: csv_of(table) for file, table in tables.items()}


def _json(document: Mapping[str, object]) -> bytes:
    text = json.dumps(document, ensure_ascii=False, indent=2, sort_keys=False)
    return f"{text}\n".encode()


def csv_of(table: Table) -> bytes:
    """Return a table as CSV, its lines in their order."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(table.form.places)
    writer.writerows(table.rows)
    return text.getvalue().encode()
