"""The public reports: the published editions, one of them, two side by side."""

from collections.abc import Sequence
from datetime import date

from chalice.app import Request, Response

from ... import wiring
from ...domain.errors import Unauthenticated
from ...domain.report.editions import Edition
from ...domain.report.report import Report
from ...domain.report.sections import headline
from ...domain.report.sections.shapes import SECTIONS, Figure
from ...workflows.report.read_public import preview_report, published_report, published_reports
from ..http import requests, responses
from . import previews, shown

DOWNLOADS = (
    ("PDF", "/bilans/{edition}/bilan.pdf"),
    ("Données ouvertes (CSV)", "/bilans/{edition}/donnees.zip"),
    ("Données (JSON)", "/api/v1/reports/{edition}"),
)
"""The same figures in other forms: what a link says, and its address."""

PREVIEWS = (
    ("PDF", "/bilans/{edition}/apercu/bilan.pdf"),
    ("Données ouvertes (CSV)", "/bilans/{edition}/apercu/donnees.zip"),
)
"""The same for who has a link to what is not public yet."""


def reports_page(request: Request) -> Response:
    """List the published editions; two that are chosen are shown side by side."""
    found = wiring.run(published_reports)
    chosen = requests.query_all(request, "comparer")
    told = [each for each in reversed(found) if each[0].slug in chosen]
    if len(told) == 2:
        return _side_by_side(*told)
    editions = [
        {
            "edition": edition,
            "summary": shown.summary(report),
            "as_of": date.fromisoformat(report["as_of"]),
        }
        for edition, report in found
    ]
    return responses.page("report/list", editions=editions, chosen=chosen, wrong=bool(chosen))


def report_page(request: Request, edition: str) -> Response:
    found, report = wiring.run(published_report, edition)
    files = [(name, address.format(edition=found.slug)) for name, address in DOWNLOADS]
    return _report_page(request, found, report, files)


def preview_page(request: Request, edition: str) -> Response:
    """Show a report before it is public to who has its link; the token goes to a cookie."""
    try:
        return _preview(request, edition)
    except Unauthenticated:
        return responses.page("report/withdrawn", 401)


def _preview(request: Request, edition: str) -> Response:
    moved = previews.arrived(request, edition)
    if moved is not None:
        return moved
    epoch, link = previews.kept_by(request, edition)
    found, report = wiring.run(preview_report, edition, epoch, link)
    files = [(name, address.format(edition=found.slug)) for name, address in PREVIEWS]
    return _report_page(request, found, report, files, unlisted=True)


def _report_page(
    request: Request,
    edition: Edition,
    report: Report,
    files: Sequence[tuple[str, str]] = (),
    unlisted: bool = False,
) -> Response:
    """Show a whole public report, or what it tells of one profile."""
    return responses.page(
        "report/report",
        edition=edition,
        as_of=date.fromisoformat(report["as_of"]),
        shown=shown.shown(report, edition.texts, requests.query(request, "profil")),
        summary=shown.summary(report),
        downloads=files,
        unlisted=unlisted,
    )


def _side_by_side(first: tuple[Edition, Report], second: tuple[Edition, Report]) -> Response:
    """Show two editions, the earlier on the left: their figures, then each section of both."""
    parts = shown.side_by_side(first[1], second[1])
    of_left, of_right = ({part.key: part for part in each} for each in parts)
    return responses.page(
        "report/compare",
        first=first[0],
        second=second[0],
        as_of=[date.fromisoformat(report["as_of"]) for _, report in (first, second)],
        headline=_beside(headline(first[1]), headline(second[1])),
        parts=[
            (name, ((first[0], of_left.get(key)), (second[0], of_right.get(key))))
            for key, name in SECTIONS.items()
            if key in of_left or key in of_right
        ],
    )


def _beside(
    left: Sequence[Figure], right: Sequence[Figure]
) -> list[tuple[str, list[Figure | None]]]:
    """Return the figures of two reports by what they are of, in their order."""
    labels = dict.fromkeys(figure.label for figure in (*left, *right))
    held = [{figure.label: figure for figure in each} for each in (left, right)]
    return [(label, [each.get(label) for each in held]) for label in labels]
