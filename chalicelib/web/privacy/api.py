"""The API of what is held about who asks."""

from chalice.app import Request, Response

from ... import wiring
from ...domain.errors import FieldError, InvalidFields
from ...workflows.privacy.read_holdings import Holdings, read_own
from ..http import requests, responses
from . import views

ZIP = "application/zip"


def get_export(request: Request) -> Response:
    caller, wanted = requests.api_caller(request), requests.query(request, "format")
    if wanted not in ("", "json", "csv"):
        raise InvalidFields(FieldError("format", "invalid_choice"))
    holdings = wiring.run(read_own, caller)
    return archive(holdings) if wanted == "csv" else responses.as_json(views.as_json(holdings))


def archive(holdings: Holdings) -> Response:
    """Answer all that is held as a zip of CSV files."""
    content = wiring.archives().write(views.as_tables(holdings))
    return responses.raw(content, ZIP, Content_Disposition='attachment; filename="mes-donnees.zip"')
