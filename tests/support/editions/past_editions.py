"""The first edition's files, as they are published, and copies with one thing changed."""

import csv
import io
import json
from functools import cache
from pathlib import Path
from typing import Any

from chalicelib import wiring
from chalicelib.domain.imports.forms import Vocabulary

FOLDER = Path(__file__).parent / "2021-2022"

Files = dict[str, bytes]


@cache
def vocabulary() -> Vocabulary:
    themes = {slug: theme.title for slug, theme in wiring.themes().items()}
    return Vocabulary(themes, "America/Toronto")


def first_edition() -> Files:
    return {path.name: path.read_bytes() for path in FOLDER.iterdir()}


def cells(files: Files, file: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(files[file].decode(), newline="")))


def as_csv(lines: list[list[str]], delimiter: str = ",") -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(lines)
    return text.getvalue().encode()


def with_cell(files: Files, file: str, line: int, column: str, value: str) -> Files:
    """The same files with another cell; lines are numbered from 1, as in a spreadsheet."""
    lines = cells(files, file)
    lines[line - 1][lines[0].index(column)] = value
    return {**files, file: as_csv(lines)}


def with_line(files: Files, file: str, *values: str) -> Files:
    return {**files, file: as_csv([*cells(files, file), list(values)])}


def with_edition(files: Files, **changes: Any) -> Files:
    """The same files with another `edition.json`; None leaves a key out."""
    said = {**json.loads(files["edition.json"]), **changes}
    kept = {name: value for name, value in said.items() if value is not None}
    return {**files, "edition.json": json.dumps(kept, indent=2).encode()}
