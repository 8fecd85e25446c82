"""Tables for a spreadsheet as set up in the region: UTF-8 with its mark, semicolons."""

import csv
import io
import re
import unicodedata
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
    writer.writerows([inert(str(cell)) for cell in row] for row in rows)
    attachment = f'attachment; filename="{name}.csv"'
    content = text.getvalue().encode("utf-8-sig")
    return responses.raw(content, "text/csv; charset=utf-8", Content_Disposition=attachment)


def inert(cell: str) -> str:
    """Return what a spreadsheet shows as text; numbers stay numbers.

    What is not seen at its beginning (spaces, marks) may be dropped by the program that opens it.
    """
    if NUMBER.fullmatch(cell):
        return cell
    seen = next((n for n, sign in enumerate(cell) if not _is_unseen(sign)), len(cell))
    return f"'{cell}" if cell.startswith(FORMULA) or cell.startswith(FORMULA, seen) else cell


def _is_unseen(sign: str) -> bool:
    return sign.isspace() or unicodedata.category(sign) in {"Cf", "Cc"}
