"""A report on paper: its pages as HTML, and the PDF drawn of them."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from ...domain.report.printed import PrintedReport, Printing
from ...domain.report.sections import headline, sections
from ...domain.report.sections.building import described
from ...domain.report.sections.shapes import (
    SECTIONS,
    Chart,
    ChartKind,
    Figure,
    Names,
    Section,
    Table,
    told_and_bare,
)
from ...domain.report.texts import HIGHLIGHTS
from ..documents.document_pages import Paper
from ..documents.joining import finished
from ..documents.toolboxes import ENGINE, looks
from ..texts.markdown import notes_html
from .charts import draw
from .svg import PAPER

MOST_LINES = 10
"""Of a chart on paper, so that it stands whole under its heading on half a page."""

SHORT = 8
"""A table of so many rows stands whole."""


@dataclass(frozen=True)
class PaperChart:
    """A chart drawn, and what is left out of it: « Les 10 plus grandes sur 24 », or ""."""

    title: str
    svg: str
    note: str


@dataclass(frozen=True)
class PaperPart:
    """A section with its charts drawn and its text as HTML, "" if the team wrote none."""

    key: str
    name: str
    conclusion: str
    definition: str
    figures: tuple[Figure, ...]
    charts: tuple[PaperChart, ...]
    tables: tuple[Table, ...]
    text: str

    @property
    def withheld(self) -> bool:
        return any(table.withheld for table in self.tables)


class ReportPaper:
    """`draw` makes PDF from HTML; `templates` is the folder of its style sheet and fonts."""

    def __init__(
        self,
        paper: Paper,
        names: Names,
        draw: Callable[[str], bytes],
        templates: Path,
    ) -> None:
        self._paper, self._names = paper, names
        self._draw, self._templates = draw, templates

    def printed(self, printing: Printing) -> PrintedReport:
        """Return where a report is printed to: another file once it says something else."""
        said = f"{ENGINE}\n{looks(self._templates)}\n{self.pages(printing)}"
        digest = hashlib.sha256(said.encode()).hexdigest()[:20]
        return PrintedReport(printing.edition.slug, digest)

    def pages(self, printing: Printing, drawn_on: date | None = None) -> str:
        """Return a report as HTML, with the day on which it is drawn."""
        report, texts = printing.report, printing.edition.texts
        full, bare = told_and_bare(sections(report, self._names), texts)
        return self._paper.filled(
            "documents/report.html",
            edition=printing.edition,
            public=printing.public,
            day=printing.made_on or drawn_on,
            headline=headline(report),
            highlights=_html(texts.get(HIGHLIGHTS, "")),
            parts=[_part(each, texts) for each in full],
            bare=bare,
            short=SHORT,
        )

    def draw(self, pages: str) -> bytes:
        """Return the PDF of a report's pages. Raises DocumentError."""
        return finished(self._draw(pages))


def _part(section: Section, texts: dict[str, str]) -> PaperPart:
    return PaperPart(
        section.key,
        SECTIONS[section.key],
        section.conclusion,
        section.definition,
        section.figures,
        tuple(_chart(chart, f"{section.key}-{at}") for at, chart in enumerate(section.charts)),
        section.tables,
        _html(texts.get(section.key, "")),
    )


def _chart(chart: Chart, name: str) -> PaperChart:
    short = shortened(chart)
    left_out = len(chart.lines) - len(short.lines)
    note = f"Les {MOST_LINES} plus grands nombres; le tableau les a tous." if left_out else ""
    return PaperChart(chart.title, draw(short, name, PAPER), note)


def shortened(chart: Chart) -> Chart:
    """Return a chart of bars with its largest lines only, in the order that they had."""
    if chart.kind is not ChartKind.BARS or len(chart.lines) <= MOST_LINES:
        return chart
    sizes = [sum(number or 0 for number in line.numbers) for line in chart.lines]
    largest = sorted(range(len(sizes)), key=lambda at: (-sizes[at], at))[:MOST_LINES]
    lines = tuple(chart.lines[at] for at in sorted(largest))
    return replace(chart, lines=lines, description=described(lines, chart.series))


def _html(text: str) -> str:
    return notes_html(text) if text.strip() else ""
