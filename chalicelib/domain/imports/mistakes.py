"""What is to be corrected in files that are brought in."""

from collections.abc import Iterable
from dataclasses import dataclass

from ..errors import Invalid

ARCHIVE = "archive.zip"
"""Names the archive itself where a mistake is in none of its files."""

LONGEST_QUOTE = 80


@dataclass(frozen=True)
class Mistake:
    """One thing to correct: where it is, a stable code, and what its sentence quotes.

    `line` is as spreadsheets number it, from 1; `column` is its header, "" for a line or a file.
    `found` is what is there, `wanted` what should be. `correction` is what the cell certainly
    means, None where only a person can tell.
    """

    file: str
    line: int
    column: str
    code: str
    found: str = ""
    wanted: str = ""
    correction: str | None = None


class BadCell(ValueError):
    """A cell that is refused: code, what should be there, and what it certainly means, if so."""

    def __init__(self, code: str, wanted: str = "", correction: str | None = None) -> None:
        super().__init__(code)
        self.code, self.wanted, self.correction = code, wanted, correction


class BadImport(Invalid):
    """Files that cannot be brought in as they are: nothing of them is kept."""

    code = "invalid_import"

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        super().__init__(self.code)
        self.mistakes = tuple(mistakes)


def quoted(text: str) -> str:
    """Return what is there as a sentence may quote it: one line, not too long."""
    line = " ".join(text.split()).encode("utf-8", "replace").decode("utf-8")
    return line if len(line) <= LONGEST_QUOTE else f"{line[: LONGEST_QUOTE - 1]}…"
