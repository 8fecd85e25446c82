"""Reports as files: the PDF that is printed of one, a page while it is being drawn, open data."""

from datetime import datetime

from chalice.app import Request, Response

from ... import correlation, wiring
from ...domain.report.editions import Edition
from ...domain.report.report import Report
from ...workflows.report.print_report import (
    print_preview,
    print_public_report,
    print_report,
)
from ...workflows.report.read_public import previewed_release, published_release
from ...workflows.report.read_report import read_shown_report
from ..http import requests, responses
from . import previews

DRAWING = "report_drawing"


def get_report_pdf(request: Request) -> Response:
    caller, slug = requests.api_caller(request), requests.query(request, "edition")
    found = wiring.run(print_report, caller, slug, correlation.current.get())
    return _pdf(slug, found) if found else responses.plain_problem(DRAWING, 503)


def team_pdf(request: Request, edition: str) -> Response:
    caller = requests.staff_caller(request)
    found = wiring.run(print_report, caller, edition, correlation.current.get())
    return _pdf(edition, found) if found else _wait(f"/equipe/bilans/{edition}")


def public_pdf(request: Request, edition: str) -> Response:
    found = wiring.run(print_public_report, edition, correlation.current.get())
    return _pdf(edition, found) if found else _wait(f"/bilans/{edition}")


def preview_pdf(request: Request, edition: str) -> Response:
    moved = previews.arrived(request, edition)
    if moved is not None:
        return moved
    epoch, link = previews.kept_by(request, edition)
    found = wiring.run(print_preview, edition, epoch, link, correlation.current.get())
    return _pdf(edition, found) if found else _wait(f"/bilans/{edition}/apercu")


def preview_data(request: Request, edition: str) -> Response:
    """Answer the open data as they will be published."""
    moved = previews.arrived(request, edition)
    if moved is not None:
        return moved
    epoch, link = previews.kept_by(request, edition)
    found, release = wiring.run(previewed_release, edition, epoch, link)
    return _data(found, release.report, release.made_at)


def public_data(request: Request, edition: str) -> Response:
    """Answer the open data of a published report: of what was published alone."""
    found, release = wiring.run(published_release, edition)
    return _data(found, release.report, release.made_at)


def team_data(request: Request, edition: str) -> Response:
    caller = requests.staff_caller(request)
    return _data(*wiring.run(read_shown_report, caller, edition))


def _data(edition: Edition, report: Report, made_at: datetime | None = None) -> Response:
    from ...adapters.report.open_data import About, package
    from ...domain.report.open_data import open_tables

    about = About(edition, wiring.programme(), wiring.settings().site_url, made_at)
    files = package(open_tables(report, wiring.report_names()), about)
    attachment = f'attachment; filename="bilan-{edition.slug}-donnees.zip"'
    content = wiring.archives().write(files)
    return responses.raw(content, "application/zip", Content_Disposition=attachment)


def _pdf(slug: str, content: bytes) -> Response:
    name = f"bilan-{slug or wiring.programme().edition.slug}.pdf"
    disposition = f'inline; filename="{name}"'
    return responses.raw(content, "application/pdf", Content_Disposition=disposition)


def _wait(page: str) -> Response:
    return responses.page("report/wait", 503, {"Retry_After": "5"}, page=page)
