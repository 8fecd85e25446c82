"""Tables for a spreadsheet as set up in the region: UTF-8 with its mark, semicolons."""

import csv
import io
from collections.abc import Iterable, Sequence

from chalice.app import Response

from ....adapters.texts.cells import inert
from .. import responses


def spreadsheet(name: str, header: Sequence[str], rows: Iterable[Sequence[object]]) -> Response:
    attachment = f'attachment; filename="{name}.csv"'
    content = table(header, rows)
    return responses.raw(content, "text/csv; charset=utf-8", Content_Disposition=attachment)


def table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Return the file itself; no cell of it is a formula."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";")
    writer.writerow(header)
    writer.writerows([inert(str(cell)) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")
