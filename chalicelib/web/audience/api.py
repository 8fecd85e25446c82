"""The API of the audience, as the team reads it."""

from datetime import date, timedelta

from chalice.app import Request, Response

from ... import wiring
from ...domain.errors import FieldError, InvalidFields
from ...workflows.audience.read_audience import read_audience
from ..http import requests, responses
from ..http.times import asked_day

WIDEST = timedelta(days=800)
"""Two editions side by side."""


def get_audience(request: Request) -> Response:
    """Answer the figures of some days; without any, those of the edition under way."""
    caller = requests.api_caller(request)
    edition = wiring.programme().edition
    first = _day(request, "from", edition.starts_on)
    last = _day(request, "to", edition.ends_on)
    if not timedelta() <= last - first <= WIDEST:
        raise InvalidFields(FieldError("to", "out_of_range"))
    return responses.as_json(wiring.run(read_audience, caller, first, last).document())


def _day(request: Request, name: str, otherwise: date) -> date:
    text = requests.query(request, name)
    return asked_day(text, name) if text else otherwise
