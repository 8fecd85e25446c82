"""Draws a report's charts as accessible SVG, for pages and for paper alike."""

from collections.abc import Callable
from itertools import pairwise

from ...domain.report.sections import wording
from ...domain.report.sections.shapes import Chart, ChartKind, Line
from . import plotting
from .svg import (
    INK,
    MUTED,
    SCREEN,
    SMALL,
    TEXT,
    Ground,
    Words,
    bar,
    document,
    dot,
    filled,
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


def draw(chart: Chart, name: str, ground: Ground = SCREEN) -> str:
    """Return a chart as one `<svg>`; `name` is unlike that of any other chart on the page."""
    body, height = DRAWN_AS[chart.kind](chart, ground)
    return document(name, chart.title, chart.description, body, height, ground)


def _bars(chart: Chart, ground: Ground) -> Drawn:
    return _rows(chart, chart.longest, ground, tracks=False)


def _steps(chart: Chart, ground: Ground) -> Drawn:
    """Draw each bar on the length of the longest, which is what it is a part of."""
    return _rows(chart, chart.longest, ground, tracks=True)


def _rows(chart: Chart, whole: float, ground: Ground, tracks: bool) -> Drawn:
    series = [[line.numbers[at] for line in chart.lines] for at in range(_parts(chart))]
    left, right = ground.beside or (0, ground.width)
    boxes = plotting.rows(series, whole, right - left)
    body, y = legend(list(chart.series), 0, ground.width) if chart.series else ([], 0.0)
    for at, line in enumerate(chart.lines):
        bare = not tracks and all(number is None for number in line.numbers)
        heading, y, after = _named(line, y, bare, ground)
        body += heading
        if tracks:
            body.append(track(left, y, right - left, THICK))
        shades = tones(len(boxes))
        if chart.kind is ChartKind.BARS and not chart.series:
            shades = [tone_of(line.leads)]
        for tone, drawn in zip(shades, boxes, strict=True):
            if drawn[at].width:
                body.append(bar(left + drawn[at].x, y, drawn[at].width, THICK, tone))
        y = after
    return body, y - GAP / 2


def _named(line: Line, top: float, bare: bool, ground: Ground) -> tuple[list[str], float, float]:
    """Write a line's name; return where its bar begins, if it is not bare, and the next line."""
    if ground.beside is None:
        body, y = _heading(line, top, ground)
        return body, y, y + (GAP / 2 if bare else THICK + GAP)
    names = wrapped(line.label, ground.beside[0] - 14, SMALL)
    body = [text(0, top + 12 + 16 * at, name, Words(SMALL)) for at, name in enumerate(names)]
    if line.said:
        body.append(text(ground.width, top + 12, line.said, _said(line, SMALL)))
    return body, top + 1, top + max(16 * len(names), THICK) + 10


def _heading(line: Line, top: float, ground: Ground) -> Drawn:
    """Write a line's name, and at the right what is said of it; return where its bar begins."""
    names = wrapped(line.label, ground.width - room(line.said) - 12)
    body = [text(0, top + 15 + LINE * at, name) for at, name in enumerate(names)]
    last = top + 15 + LINE * (len(names) - 1)
    if line.said:
        body.append(text(ground.width, last, line.said, _said(line)))
    return body, last + 7


def _said(line: Line, size: int = TEXT) -> Words:
    """Return how the number of a line stands: less loud if it is withheld."""
    if all(number is None for number in line.numbers):
        return Words(SMALL, MUTED, "end")
    return Words(size, anchor="end", bold=True)


def _shares(chart: Chart, ground: Ground) -> Drawn:
    """Draw each line as a whole, cut in its parts, each with its number if it has room."""
    wholes = [sum(number or 0 for number in line.numbers) or 1 for line in chart.lines]
    series = [
        [(line.numbers[at] or 0) / whole for line, whole in zip(chart.lines, wholes, strict=True)]
        for at in range(_parts(chart))
    ]
    boxes = plotting.rows(series, 1, ground.width)
    body, y = legend(list(chart.series), 0, ground.width)
    for at, line in enumerate(chart.lines):
        heading, y = _heading(line, y, ground)
        body += heading
        for tone, drawn, count in zip(tones(len(boxes)), boxes, line.numbers, strict=True):
            body += _part(drawn[at], y, tone, count)
        y += 30 + GAP
    return body, y - GAP + 1


def _part(box: plotting.Box, y: float, tone: int, count: int | None) -> list[str]:
    if not count:
        return []
    drawn = [bar(box.x, y, max(box.width - 1.5, 1), 30, tone)]
    said = wording.number(count)
    if room(said, SMALL) + 6 < box.width:
        drawn.append(on_tone(box.x + box.width / 2, y + 20, said, tone))
    return drawn


def _months(chart: Chart, ground: Ground) -> Drawn:
    """Draw a column for each month, its number on it, its name and year below."""
    tall, top = 150, 20
    numbers = [line.numbers[0] for line in chart.lines]
    boxes = plotting.columns(numbers, chart.longest, ground.width, tall)
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
    body.append(rule(0, top + tall, ground.width, top + tall))
    return body, top + tall + 38


def _days(chart: Chart, ground: Ground) -> Drawn:
    """Draw a line through the days, and a mark on those when something happened."""
    tall, top, width = 140, 36, ground.width
    numbers = [line.numbers[0] for line in chart.lines]
    plotted = plotting.line(numbers, [at for at, _ in chart.marks], width, tall)
    largest = max(number or 0 for number in numbers)
    body = [f'<g transform="translate(0 {top})">{filled(plotted.area)}']
    for x, y in plotted.marks:
        body += [rule(x, y, x, tall), dot(x, y)]
    body += [rule(0, tall, width, tall), "</g>"]
    body.append(text(0, 12, wording.number(largest), Words(SMALL, INK, bold=True)))
    body.append(text(0, 28, chart.series[0], Words(SMALL, MUTED)))
    if chart.marks:
        marked = chart.series[1]
        body.append(dot(width - room(marked, SMALL) - 12, 8))
        body.append(text(width, 12, marked, Words(SMALL, MUTED, "end")))
    return body + _below(chart, top + tall + 18, width), top + tall + 24


def _below(chart: Chart, y: float, width: float) -> list[str]:
    """Write under the days what they are named, but what stands too near to the next."""
    last = max(len(chart.lines) - 1, 1)
    named = [(width * at / last, line.short) for at, line in enumerate(chart.lines) if line.short]
    apart = [
        (x, name)
        for (x, name), (after, _) in pairwise([*named, (width * 2, "")])
        if after - x > room(name, 11) + 8
    ]
    return [text(x, y, name, Words(11, MUTED, _anchor(x, width))) for x, name in apart]


def _anchor(x: float, width: float) -> str:
    """Return how a short text stands at a place, so that it does not leave the chart."""
    return "start" if x < 12 else "end" if x > width - 12 else "middle"


def _parts(chart: Chart) -> int:
    return len(chart.lines[0].numbers)


DRAWN_AS: dict[ChartKind, Callable[[Chart, Ground], Drawn]] = {
    ChartKind.BARS: _bars,
    ChartKind.STEPS: _steps,
    ChartKind.SHARES: _shares,
    ChartKind.MONTHS: _months,
    ChartKind.DAYS: _days,
}
