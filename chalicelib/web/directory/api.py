"""The API of the team's list of people."""

from typing import Any

from chalice.app import Request, Response

from ... import wiring
from ...domain.directory.entries import PersonEntry
from ...workflows.directory.find_people import find_people
from ..http import requests, responses
from . import asked, views


def get_people(request: Request) -> Response:
    caller = requests.api_caller(request)
    filters = views.checked_filters(requests.query_all(request, "filter"))
    after = asked.read(caller, requests.query(request, "cursor"))
    found = wiring.run(find_people, caller, requests.query(request, "q"), filters, after)
    people = [row(each) for each in found.listed]
    return responses.as_json({"people": people, "next": asked.written(caller, found.after)})


def row(entry: PersonEntry) -> dict[str, Any]:
    """Return what the list says of a person."""
    return {
        "id": entry.id,
        "given_name": entry.given_name,
        "family_name": entry.family_name,
        "email": entry.email,
        "organization": entry.organization,
        "confirmed": entry.confirmed,
        "mail": entry.mail.value,
    }
