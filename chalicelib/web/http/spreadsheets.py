"""Tables for a spreadsheet as set up in the region: UTF-8 with its mark, semicolons."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

from chalice.app import Response

from . import responses

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""A cell that begins with one of these is a formula to a spreadsheet, whoever typed it."""

NUMBER = re.compile("-?[0-9]+(,[0-9]+)?")


def spreadsheet(name: str, header: Sequence[str], rows: Iterable[Sequence[object]]) -> Response:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";")
    writer.writerow(header)
    writer.writerows([_inert(str(cell)) for cell in row] for row in rows)
    attachment = f'attachment; filename="{name}.csv"'
    content = text.getvalue().encode("utf-8-sig")
    return responses.raw(content, "text/csv; charset=utf-8", Content_Disposition=attachment)


def _inert(cell: str) -> str:
    formula = cell.lstrip(" \u00a0").startswith(FORMULA) and not NUMBER.fullmatch(cell)
    return f"'{cell}" if formula else cell
