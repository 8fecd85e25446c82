"""What the report of a large edition costs as PDF: its pages where it is asked for, then drawn."""

from functools import partial

from chalicelib import wiring
from chalicelib.adapters.documents.document_pages import Paper
from chalicelib.adapters.documents.drawing import Drawer
from chalicelib.adapters.documents.pdf import draw
from chalicelib.adapters.report.paper import ReportPaper
from chalicelib.domain.report.editions import running_edition
from chalicelib.domain.report.printed import Printing
from chalicelib.domain.report.report import report
from chalicelib.settings import TEMPLATES
from infra.local.system import build

from .reports import counted, meetings
from .results import Result, within
from .timing import alternated

ACCOMPANIMENTS = 5_000
RUNS = 3
SITE = "https://brigade.example.org"
PAGES, DRAWN, MEMORY, SIZE = 500, 9_000, 250, 500
"""Milliseconds, milliseconds (half of what who asks waits), megabytes, kilobytes."""


def measure(accompaniments: int = ACCOMPANIMENTS) -> list[Result]:
    system = build(SITE)  # a report's names are read with the settings
    try:
        return _measured(accompaniments)
    finally:
        system.close()


def _measured(accompaniments: int) -> list[Result]:
    in_process = partial(draw, templates=TEMPLATES)
    paper = ReportPaper(
        Paper(TEMPLATES, wiring.programme(), SITE), wiring.report_names(), in_process, TEMPLATES
    )
    printing = _printing(accompaniments)
    pages = paper.pages(printing)
    pdf = paper.draw(pages)
    spent = alternated(
        RUNS, {"pages": lambda: paper.pages(printing), "drawn": lambda: paper.draw(pages)}
    )
    name = f"PDF of {accompaniments:,} accompaniments"
    return [
        within(f"{name}: its pages", spent["pages"], "ms", PAGES),
        within(f"{name}: drawn", spent["drawn"], "ms", DRAWN),
        within(f"{name}: peak memory of the process that draws", _peak(pages), "MB", MEMORY),
        within(f"{name}: its size", len(pdf) / 1000, "kB", SIZE),
    ]


def _printing(accompaniments: int) -> Printing:
    edition = running_edition(wiring.programme())
    events = meetings(edition)
    counts = counted(accompaniments, edition, events)
    return Printing(edition, report(edition, counts, events))


def _peak(pages: str) -> float:
    drawer = Drawer(TEMPLATES)
    drawer.draw(pages)
    peak = drawer.peak_megabytes()
    drawer.close()
    return peak
