"""Draws a report's charts as accessible SVG, for pages and for paper alike."""

from collections.abc import Callable
from itertools import pairwise

from ...domain.report.sections.shapes import Chart, ChartKind, Line
from . import plotting
from .svg import (
    INK,
    MUTED,
    SMALL,
    WIDTH,
    Words,
    bar,
    document,
    dot,
    ground,
    legend,
    on_tone,
    room,
    rule,
    text,
    tone_of,
    tones,
    track,
    wrapped,
)

Drawn = tuple[list[str], float]
"""The elements of a chart, and its height."""

THICK, GAP, LINE = 14, 16, 20
"""Of a bar, after it, and of a line of text, in units."""


def draw(chart: Chart, name: str) -> str:
    """Return a chart as one `<svg>`; `name` is unlike that of any other chart on the page."""
    body, height = DRAWN_AS[chart.kind](chart)
    return document(name, chart.title, chart.description, body, height)


def _bars(chart: Chart) -> Drawn:
    longest = max(sum(number or 0 for number in line.numbers) for line in chart.lines)
    return _rows(chart, longest, tracks=False)


def _steps(chart: Chart) -> Drawn:
    """Draw each bar on the length of the longest, which is what it is a part of."""
    longest = max(number or 0 for line in chart.lines for number in line.numbers)
    return _rows(chart, longest, tracks=True)


def _rows(chart: Chart, whole: float, tracks: bool) -> Drawn:
    series = [[line.numbers[at] for line in chart.lines] for at in range(_parts(chart))]
    boxes = plotting.rows(series, whole, WIDTH)
    body, y = legend(list(chart.series), 0) if chart.series else ([], 0.0)
    for at, line in enumerate(chart.lines):
        heading, y = _heading(line, y)
        body += heading
        if tracks:
            body.append(track(0, y, WIDTH, THICK))
        shades = tones(len(boxes))
        if chart.kind is ChartKind.BARS and not chart.series:
            shades = [tone_of(line.leads)]
        for tone, drawn in zip(shades, boxes, strict=True):
            if drawn[at].width:
                body.append(bar(drawn[at].x, y, drawn[at].width, THICK, tone))
        bare = not tracks and all(number is None for number in line.numbers)
        y += GAP / 2 if bare else THICK + GAP
    return body, y - GAP / 2


def _heading(line: Line, top: float) -> Drawn:
    """Write a line's name, and at the right what is said of it; return where its bar begins."""
    names = wrapped(line.label, WIDTH - room(line.said) - 12)
    body = [text(0, top + 15 + LINE * at, name) for at, name in enumerate(names)]
    last = top + 15 + LINE * (len(names) - 1)
    if line.said:
        withheld = all(number is None for number in line.numbers)
        words = Words(SMALL, MUTED, "end") if withheld else Words(anchor="end", bold=True)
        body.append(text(WIDTH, last, line.said, words))
    return body, last + 7


def _shares(chart: Chart) -> Drawn:
    """Draw each line as a whole, cut in its parts, each with its number if it has room."""
    wholes = [sum(number or 0 for number in line.numbers) or 1 for line in chart.lines]
    series = [
        [(line.numbers[at] or 0) / whole for line, whole in zip(chart.lines, wholes, strict=True)]
        for at in range(_parts(chart))
    ]
    boxes = plotting.rows(series, 1, WIDTH)
    body, y = legend(list(chart.series), 0)
    for at, line in enumerate(chart.lines):
        heading, y = _heading(line, y)
        body += heading
        for tone, drawn, number in zip(tones(len(boxes)), boxes, line.numbers, strict=True):
            body += _part(drawn[at], y, tone, number)
        y += 30 + GAP
    return body, y - GAP + 1


def _part(box: plotting.Box, y: float, tone: int, number: int | None) -> list[str]:
    if not number:
        return []
    drawn = [bar(box.x, y, max(box.width - 1.5, 1), 30, tone)]
    said = f"{number:,}".replace(",", "\u00a0")
    if room(said, SMALL) + 6 < box.width:
        drawn.append(on_tone(box.x + box.width / 2, y + 20, said, tone))
    return drawn


def _months(chart: Chart) -> Drawn:
    """Draw a column for each month, its number on it, its name and year below."""
    tall, top = 150, 20
    boxes = plotting.columns([line.numbers[0] for line in chart.lines], WIDTH, tall)
    every = -(-len(boxes) // 12)
    body = []
    for at, (box, line) in enumerate(zip(boxes, chart.lines, strict=True)):
        tone = tone_of(line.leads)
        body.append(bar(box.x, top + box.y, box.width, box.height, tone))
        middle = box.x + box.width / 2
        if every == 1:
            number = "–" if line.numbers[0] is None else str(line.numbers[0])
            body.append(text(middle, top + box.y - 5, number, Words(SMALL, INK, "middle", True)))
        if at % every == 0:
            body.append(text(middle, top + tall + 18, line.short, Words(11, MUTED, "middle")))
        if at == 0 or line.label.startswith("Janvier"):
            year = line.label.rpartition(" ")[2]
            body.append(text(middle, top + tall + 33, year, Words(11, MUTED, "middle")))
    body.append(rule(0, top + tall, WIDTH, top + tall))
    return body, top + tall + 38


def _days(chart: Chart) -> Drawn:
    """Draw a line through the days, and a mark on those when something happened."""
    tall, top = 140, 36
    numbers = [line.numbers[0] for line in chart.lines]
    plotted = plotting.line(numbers, [at for at, _ in chart.marks], WIDTH, tall)
    largest = max(number or 0 for number in numbers)
    body = [f'<g transform="translate(0 {top})">{ground(plotted.area)}']
    for x, y in plotted.marks:
        body += [rule(x, y, x, tall), dot(x, y)]
    body += [rule(0, tall, WIDTH, tall), "</g>"]
    body.append(text(0, 12, f"{largest:,}".replace(",", "\u00a0"), Words(SMALL, INK, bold=True)))
    body.append(text(0, 28, chart.series[0], Words(SMALL, MUTED)))
    if chart.marks:
        marked = chart.series[1]
        body.append(dot(WIDTH - room(marked, SMALL) - 12, 8))
        body.append(text(WIDTH, 12, marked, Words(SMALL, MUTED, "end")))
    return body + _below(chart, top + tall + 18), top + tall + 24


def _below(chart: Chart, y: float) -> list[str]:
    """Write under the days what they are named, but what stands too near to the next."""
    last = max(len(chart.lines) - 1, 1)
    named = [(WIDTH * at / last, line.short) for at, line in enumerate(chart.lines) if line.short]
    apart = [
        (x, name)
        for (x, name), (after, _) in pairwise([*named, (WIDTH * 2, "")])
        if after - x > room(name, 11) + 8
    ]
    return [text(x, y, name, Words(11, MUTED, _anchor(x))) for x, name in apart]


def _anchor(x: float) -> str:
    """Return how a short text stands at a place, so that it does not leave the chart."""
    return "start" if x < 12 else "end" if x > WIDTH - 12 else "middle"


def _parts(chart: Chart) -> int:
    return len(chart.lines[0].numbers)


DRAWN_AS: dict[ChartKind, Callable[[Chart], Drawn]] = {
    ChartKind.BARS: _bars,
    ChartKind.STEPS: _steps,
    ChartKind.SHARES: _shares,
    ChartKind.MONTHS: _months,
    ChartKind.DAYS: _days,
}
