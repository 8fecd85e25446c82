"""Where numbers fall on a chart, as pygal draws them.

Of what pygal writes, only shapes are taken: its styles, scripts, tooltips and dated comment stay
behind, and a strict page would refuse them.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

Numbers = Sequence[float | None]


@dataclass(frozen=True)
class Box:
    """A bar: its left and top corner, and its size."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Plotted:
    """The ground under a line, as the data of a path; and where marks stand on it."""

    area: str
    marks: tuple[tuple[float, float], ...]


AROUND = 0.02
"""What pygal leaves free on each side of what it draws, of the width or the height inside."""


def rows(series: Sequence[Numbers], whole: float, width: float) -> list[list[Box]]:
    """Return horizontal bars, one after the other in each row: for each series, for each row.

    `whole` is what all of the `width` stands for. A row is 1 high.
    """
    import pygal

    height = len(series[0])
    graph = pygal.HorizontalStackedBar(**_plain(width, height), range=(0, whole))
    for numbers in series:
        graph.add("", [number or 0 for number in reversed(numbers)])
    return [boxes[::-1] for boxes in _boxes(graph, width, height)]


def columns(numbers: Numbers, whole: float, width: float, height: float) -> list[Box]:
    """Return a column for each number; `whole` is what all of the `height` stands for."""
    import pygal

    graph = pygal.Bar(**_plain(width, height), range=(0, whole))
    graph.add("", [number or 0 for number in numbers])
    return _boxes(graph, width, height)[0]


def line(numbers: Numbers, marked: Sequence[int], width: float, height: float) -> Plotted:
    """Return a line through the days, with the places of those that are marked."""
    import pygal

    largest = max(number or 0 for number in numbers)
    graph = pygal.Line(**_plain(width, height), range=(0, largest))
    graph.add("", list(numbers), fill=True, show_dots=False)
    points = [(number or 0) if at in marked else None for at, number in enumerate(numbers)]
    graph.add("", points, stroke=False)
    drawn = list(graph.render_tree().iter())
    path = next(each.get("d") for each in drawn if each.tag == "path")
    x, y = width * AROUND, height * AROUND
    dots = [each for each in drawn if each.tag == "circle"]
    places = tuple((float(dot.get("cx")) - x, float(dot.get("cy")) - y) for dot in dots)
    return Plotted(_moved(path, x, y), places)


def _plain(width: float, height: float) -> dict[str, Any]:
    """Return the settings of a chart that has its shapes alone, and fills what it is given."""
    return {
        "width": width * (1 + 2 * AROUND),
        "height": height * (1 + 2 * AROUND),
        "margin": 0,
        "spacing": 0,
        "js": [],
        "no_prefix": True,
        "show_legend": False,
        "show_x_labels": False,
        "show_y_labels": False,
        "show_x_guides": False,
        "show_y_guides": False,
    }


def _boxes(graph: Any, width: float, height: float) -> list[list[Box]]:
    """Return the bars of each series."""
    return [
        [_box(rect, width * AROUND, height * AROUND) for rect in each.iter("rect")]
        for each in graph.render_tree().iter("g")
        if each.get("class") == "bars"
    ]


def _box(rect: Any, left: float, above: float) -> Box:
    x, y, width, height = (float(rect.get(name, 0)) for name in ("x", "y", "width", "height"))
    return Box(x - left, y - above, width, height)


def _moved(path: str, left: float, above: float) -> str:
    """Return a path of points moved to the left and up, in tenths."""
    numbers = [float(each) for each in re.findall(r"-?[0-9.]+", path)]
    pairs = zip(numbers[::2], numbers[1::2], strict=True)
    return "M" + "L".join(f"{x - left:.1f} {y - above:.1f}" for x, y in pairs) + "Z"
