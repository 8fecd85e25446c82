"""The report as lines of tables: what a spreadsheet of it holds."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

RATE = {"numerator", "denominator", "rate"}
NAMED_BY = ("ref", "name")
"""What names an entry of a list."""


@dataclass(frozen=True)
class Line:
    """One figure: its table, by its path in the report, and its row, with a column if it has some.

    A rate has its numerator and denominator beside it.
    """

    table: str
    row: str
    column: str
    value: Any
    numerator: int | None = None
    denominator: int | None = None


def lines(report: Mapping[str, Any]) -> Iterator[Line]:
    """Yield every figure of a report once, in its order."""
    for section, held in report.items():
        if isinstance(held, list):
            yield from _rows(section, held)
        elif isinstance(held, dict):
            yield from _section(section, held)


def is_table(held: Any) -> bool:
    """Return whether something of a section has rows of its own; a rate has none."""
    return isinstance(held, list) or (isinstance(held, dict) and not _is_rate(held))


def _section(section: str, held: Mapping[str, Any]) -> Iterator[Line]:
    for name, value in held.items():
        if is_table(value):
            yield from _rows(f"{section}.{name}", value)
        else:
            yield from _row(section, name, value)


def _rows(table: str, held: Mapping[str, Any] | list[Mapping[str, Any]]) -> Iterator[Line]:
    """Yield the figures of a mapping, or of a list whose entries have a name."""
    if isinstance(held, Mapping):
        for row, value in held.items():
            yield from _row(table, row, value)
        return
    for entry in held:
        name = next(key for key in NAMED_BY if key in entry)
        yield from _row(table, entry[name], {k: v for k, v in entry.items() if k != name})


def _row(table: str, row: str, value: Any) -> Iterator[Line]:
    if not isinstance(value, dict):
        yield Line(table, row, "", value)
    elif _is_rate(value):
        yield Line(table, row, "", value["rate"], value["numerator"], value["denominator"])
    else:
        for column, each in value.items():
            yield Line(table, row, column, each)


def _is_rate(value: Mapping[str, Any]) -> bool:
    return {*value} >= RATE
