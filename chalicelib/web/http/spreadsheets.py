"""Tables for a spreadsheet as set up in the region: UTF-8 with its mark, semicolons."""

import csv
import io
from collections.abc import Iterable, Sequence

from chalice.app import Response

from . import responses

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A cell that begins with one of these is a formula to a spreadsheet, whoever typed it."""


def spreadsheet(name: str, header: Sequence[str], rows: Iterable[Sequence[object]]) -> Response:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";")
    writer.writerow(header)
    writer.writerows([_inert(str(cell)) for cell in row] for row in rows)
    attachment = f'attachment; filename="{name}.csv"'
    content = text.getvalue().encode("utf-8-sig")
    return responses.raw(content, "text/csv; charset=utf-8", Content_Disposition=attachment)


def _inert(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA) else cell
