"""Results as a table for people and as JSON for programs."""

import json
from collections.abc import Sequence
from dataclasses import asdict

from .results import Result

HEADINGS = ("measurement", "value", "against", "ratio", "goal", "holds")


def as_json(results: Sequence[Result]) -> str:
    document = {"results": [asdict(result) for result in results]}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def as_table(results: Sequence[Result]) -> str:
    rows = [HEADINGS, *map(_row, results)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = [_line(row, widths) for row in rows]
    return "\n".join([lines[0], "  ".join("─" * width for width in widths), *lines[1:]])


def _row(result: Result) -> tuple[str, ...]:
    value = f"{result.value:.4g} {result.unit}"
    holds = "yes" if result.holds else "NO"
    return result.name, value, result.against, f"{result.ratio:.2f}", result.goal, holds


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
    return "  ".join(cells).rstrip()
