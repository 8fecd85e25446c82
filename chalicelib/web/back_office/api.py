"""The API of the team's agenda."""

from datetime import UTC, datetime, timedelta

from chalice.app import Request, Response

from ... import asking, wiring
from ...domain.errors import FieldError, InvalidFields
from ...domain.looks import days_shown
from ...workflows.back_office.agenda import read_agenda
from ..http import requests, responses
from ..http.times import zone
from . import views

WIDEST = timedelta(days=400)


def get_agenda(request: Request) -> Response:
    caller = requests.api_caller(request)
    since = _moment(request, "from", wiring.now() - timedelta(days=1))
    until = _moment(request, "to", since + timedelta(days=31))
    if not timedelta() <= until - since <= WIDEST:
        raise InvalidFields(FieldError("to", "out_of_range"))
    found = views.agenda(wiring.run(read_agenda, caller, since, until))
    first, last = since.astimezone(zone()).date(), until.astimezone(zone()).date()
    asking.about.set(days_shown(first, last + timedelta(days=1)))
    return responses.as_json(found)


def _moment(request: Request, name: str, otherwise: datetime) -> datetime:
    """Return a date or moment of the query in UTC; without offset, it is programme time."""
    text = requests.query(request, name).replace(" ", "+")  # a bare + of an offset, decoded
    if not text:
        return otherwise
    try:
        moment = datetime.fromisoformat(text)
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=zone())
        if not 2000 <= moment.year <= 2100:
            raise ValueError
        return moment.astimezone(UTC)
    except ValueError:
        raise InvalidFields(FieldError(name, "invalid_datetime")) from None
