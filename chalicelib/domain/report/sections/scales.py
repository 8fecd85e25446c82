"""Charts of two reports on the same scale, so that the longer bar is the larger number."""

from collections.abc import Iterable
from dataclasses import replace

from .shapes import Chart, ChartKind, Section

COUNTED = (ChartKind.BARS, ChartKind.STEPS, ChartKind.MONTHS)
"""The charts whose bars are as long as their numbers are large."""

Place = tuple[str, int, ChartKind]
"""The key of a section, the position of a chart in it, and its kind."""


def on_one_scale(
    first: tuple[Section, ...], second: tuple[Section, ...]
) -> tuple[tuple[Section, ...], tuple[Section, ...]]:
    """Return the sections of two reports, each chart on the scale of its like in the other."""
    most: dict[Place, int] = {}
    for section in (*first, *second):
        for place, chart in _placed(section):
            most[place] = max(most.get(place, 0), chart.longest)
    return _scaled(first, most), _scaled(second, most)


def _scaled(sections: Iterable[Section], most: dict[Place, int]) -> tuple[Section, ...]:
    return tuple(
        replace(
            section,
            charts=tuple(
                replace(chart, scale=most[place]) if chart.kind in COUNTED else chart
                for place, chart in _placed(section)
            ),
        )
        for section in sections
    )


def _placed(section: Section) -> Iterable[tuple[Place, Chart]]:
    return (((section.key, at, chart.kind), chart) for at, chart in enumerate(section.charts))
