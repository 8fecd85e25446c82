"""The API of reports, as the team reads them and as everybody does."""

from chalice.app import Request, Response

from ... import wiring
from ...workflows.report.read_public import published_report
from ...workflows.report.read_report import read_report
from ..http import requests, responses
from . import sheet


def get_report(request: Request) -> Response:
    caller = requests.api_caller(request)
    _, report = wiring.run(read_report, caller, requests.query(request, "edition"))
    return responses.as_json(report)


def get_public_report(request: Request, edition: str) -> Response:
    _, report = wiring.run(published_report, edition)
    return responses.as_json(report)


def get_report_csv(request: Request) -> Response:
    caller = requests.api_caller(request)
    edition, report = wiring.run(read_report, caller, requests.query(request, "edition"))
    return sheet.report_sheet(edition, report)
