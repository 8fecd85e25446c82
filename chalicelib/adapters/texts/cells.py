"""Cells of spreadsheets that no program takes for a formula."""

import re
import unicodedata

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""A cell that begins with one of these is a formula to a spreadsheet, whoever typed it."""

NUMBER = re.compile("-?[0-9]+(,[0-9]+)?")


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
