"""A participant's page of what is held about them: seen, taken along, corrected."""

from chalice.app import Request, Response

from ... import wiring
from ...workflows.privacy.read_holdings import read_own
from ..http import requests, responses
from . import api, views


def my_data(request: Request) -> Response:
    holdings = wiring.run(read_own, requests.participant_caller(request))
    return responses.page(
        "privacy/mine",
        parts=views.shown(holdings),
        withheld=views.withheld(),
        consents=views.consents(holdings),
    )


def my_data_json(request: Request) -> Response:
    holdings = wiring.run(read_own, requests.participant_caller(request))
    content = responses.dumps(views.as_json(holdings)).encode()
    attachment = 'attachment; filename="mes-donnees.json"'
    return responses.raw(content, "application/json", Content_Disposition=attachment)


def my_data_tables(request: Request) -> Response:
    return api.archive(wiring.run(read_own, requests.participant_caller(request)))
