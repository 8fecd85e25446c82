"""Reports as files: the PDF that is printed of one, and a page while it is being drawn."""

from chalice.app import Request, Response

from ... import correlation, wiring
from ...workflows.report.print_report import print_public_report, print_report
from ..http import requests, responses

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


def _pdf(slug: str, content: bytes) -> Response:
    name = f"bilan-{slug or wiring.programme().edition.slug}.pdf"
    disposition = f'inline; filename="{name}"'
    return responses.raw(content, "application/pdf", Content_Disposition=disposition)


def _wait(page: str) -> Response:
    return responses.page("report/wait", 503, {"Retry_After": "5"}, page=page)
