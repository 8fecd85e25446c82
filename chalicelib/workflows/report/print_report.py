"""A report as PDF: drawn when first asked for, kept, drawn anew once it says something else."""

from dataclasses import replace
from datetime import datetime

from ...domain.people.callers import Caller
from ...domain.programme import Programme
from ...domain.report.editions import Edition
from ...domain.report.printed import PrintedReport, Printing
from ...domain.report.releases import Release
from ..ports import Files, Queues, ReportPaper, ReportStore
from .read_public import previewed_release, published_release
from .read_report import read_shown_report


def print_report(
    caller: Caller,
    slug: str,
    correlation: str,
    *,
    store: ReportStore,
    programme: Programme,
    report_paper: ReportPaper,
    files: Files,
    queues: Queues,
    now: datetime,
) -> bytes | None:
    """Return the team's report of an edition as PDF, or None while it is being drawn.

    Raises NotFound, Forbidden, InvalidToken, StorageFailed.
    """
    edition, found = read_shown_report(caller, slug, store=store, programme=programme, now=now)
    return _printed(Printing(edition, found), correlation, report_paper, files, queues, now)


def print_public_report(
    slug: str,
    correlation: str,
    *,
    store: ReportStore,
    programme: Programme,
    report_paper: ReportPaper,
    files: Files,
    queues: Queues,
    now: datetime,
) -> bytes | None:
    """Return a published report as PDF, or None while it is being drawn.

    It is made of what was published alone. Raises NotFound, StorageFailed.
    """
    edition, release = published_release(slug, store=store, programme=programme)
    return _printed(_public(edition, release), correlation, report_paper, files, queues, now)


def print_preview(
    slug: str,
    epoch: int,
    link: str,
    correlation: str,
    *,
    store: ReportStore,
    programme: Programme,
    report_paper: ReportPaper,
    files: Files,
    queues: Queues,
    now: datetime,
) -> bytes | None:
    """Return what will be published as PDF to who has a link, or None while it is being drawn.

    Raises InvalidToken, NotFound, StorageFailed.
    """
    edition, release = previewed_release(slug, epoch, link, store=store, programme=programme)
    return _printed(_public(edition, release), correlation, report_paper, files, queues, now)


def draw_report(printed: PrintedReport, *, report_paper: ReportPaper, files: Files) -> None:
    """Draw a report and store it, unless it is stored already. Raises if it cannot be drawn."""
    if files.find(printed.key) is None:
        pages = files.get(printed.page_key).decode()
        files.put(printed.key, report_paper.draw(pages), "application/pdf")


def _public(edition: Edition, release: Release) -> Printing:
    return Printing(edition, release.report, True, edition.day(release.made_at))


def _printed(
    printing: Printing,
    correlation: str,
    report_paper: ReportPaper,
    files: Files,
    queues: Queues,
    now: datetime,
) -> bytes | None:
    printed = report_paper.printed(printing)
    found = files.find(printed.key)
    if found is not None:
        return found
    pages = report_paper.pages(printing, printing.edition.day(now))
    files.put(printed.page_key, pages.encode(), "text/html; charset=utf-8")
    queues.hand_over("documents", [replace(printed, correlation=correlation)])
    return files.wait_for(printed.key)
