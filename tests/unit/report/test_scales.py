"""Two reports side by side: the longer bar is the larger number."""

import re

import pytest

from chalicelib.adapters.report.charts import draw
from chalicelib.domain.report.sections.scales import on_one_scale
from chalicelib.domain.report.sections.shapes import Chart, ChartKind, Line, Section


def section(kind: ChartKind, *numbers: int) -> Section:
    lines = tuple(Line("Mars 2027", (number,), str(number), "mars") for number in numbers)
    return Section("themes", "", "", charts=(Chart(kind, "", "", lines),))


def longest(of: Section, side: str) -> float:
    drawn = re.findall(r'<rect[^>]* class="chart-tone[^>]*>', draw(of.charts[0], "a"))
    return max(float(re.findall(rf' {side}="([0-9.]+)"', each)[0]) for each in drawn)


@pytest.mark.parametrize(
    ("kind", "side"),
    [(ChartKind.BARS, "width"), (ChartKind.STEPS, "width"), (ChartKind.MONTHS, "height")],
)
def test_of_two_charts_the_longest_bars_are_as_their_numbers(kind: ChartKind, side: str) -> None:
    few, many = on_one_scale((section(kind, 10, 4),), (section(kind, 40, 20),))
    assert longest(few[0], side) == pytest.approx(longest(many[0], side) / 4, rel=0.02)


def test_what_only_one_report_has_keeps_its_own_scale() -> None:
    alone = section(ChartKind.BARS, 10)
    (kept,), _ = on_one_scale((alone,), (section(ChartKind.MONTHS, 40),))
    assert longest(kept, "width") == longest(alone, "width")
