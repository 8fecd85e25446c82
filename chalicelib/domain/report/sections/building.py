"""Charts and tables made of numbers, in the same way for every section."""

from collections.abc import Sequence
from dataclasses import replace

from .breakdowns import Breakdown, Part
from .shapes import Chart, ChartKind, Line, Table
from .wording import NBSP, WITHHELD, number, percent, rate

MOST_LINES = 10
"""A chart with more lines is no longer read; the table has them all."""

SHORT_WITHHELD = "non publié"
"""Where a line of a chart has room for no more; the table beside it says why."""


def shown(count: int | None) -> str:
    """Return a number as a chart has room for it."""
    return SHORT_WITHHELD if count is None else number(count)


def said(part: Part, total: int | None) -> str:
    """Return « 29 (43 %) »; without its share where the total is not public."""
    if part.count is None:
        return SHORT_WITHHELD
    if not total:
        return number(part.count)
    return f"{number(part.count)} ({percent(part.count, total)})"


def bars(title: str, found: Breakdown, kind: ChartKind = ChartKind.BARS) -> tuple[Chart, ...]:
    """Return the chart of a breakdown: none, where nothing of it is public."""
    lines = tuple(
        Line(
            part.label,
            (part.count,),
            said(part, found.total),
            leads=part in found.leaders,
        )
        for part in found.parts
    )
    return charted(kind, title, lines[:MOST_LINES])


def with_leaders(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return lines of which those with the most lead."""
    most = max((sum(n or 0 for n in line.numbers) for line in lines), default=0)
    return tuple(
        replace(line, leads=bool(most) and sum(n or 0 for n in line.numbers) == most)
        for line in lines
    )


def charted(
    kind: ChartKind,
    title: str,
    lines: tuple[Line, ...],
    series: tuple[str, ...] = (),
    marks: tuple[tuple[int, str], ...] = (),
) -> tuple[Chart, ...]:
    """Return a chart with its description in words; none, where there is nothing to draw.

    A whole of which a part is withheld is not drawn: the others would seem to be all of it.
    """
    if kind is ChartKind.SHARES:
        lines = tuple(line for line in lines if None not in line.numbers)
    if not any(each for line in lines for each in line.numbers):
        return ()
    spoken = described(lines, () if kind is ChartKind.DAYS else series)
    return (Chart(kind, title, spoken, lines, series, marks),)


def described(lines: Sequence[Line], series: Sequence[str] = ()) -> str:
    """Return every number of a chart, for whom it is read aloud."""
    return "; ".join(f"{line.label}{NBSP}: {_numbers(line, series)}" for line in lines) + "."


def table(caption: str, heading: str, counted: str, found: Breakdown) -> Table:
    """Return the table of a breakdown: what, how many, which part of how many."""
    columns: tuple[str, ...] = (heading, counted, "Part")
    rows = [(part.label, number(part.count), rate(part.count, found.total)) for part in found.parts]
    rows.append(("Total", number(found.total), rate(found.total, found.total)))
    if not found.total:  # no share can be told
        return rows_table(caption, columns[:2], tuple(row[:2] for row in rows[:-1]))
    return rows_table(caption, columns, tuple(rows))


def rows_table(caption: str, columns: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> Table:
    withheld = any(WITHHELD in cell for row in rows for cell in row)
    return Table(caption, columns, rows, withheld)


def _numbers(line: Line, series: Sequence[str]) -> str:
    if not series:
        return line.said or ", ".join(number(each) for each in line.numbers)
    named = zip(series, line.numbers, strict=True)
    return ", ".join(f"{name} {number(each)}" for name, each in named)
