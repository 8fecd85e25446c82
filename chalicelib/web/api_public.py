"""The API that needs no token."""

from chalice.app import Blueprint, Request, Response

from .. import wiring
from ..domain.errors import FieldError, InvalidFields
from ..workflows.open_slots import bookable_slots
from ..workflows.register import address_key, register
from . import requests, responses, views
from .parsing import parse
from .routing import api

blueprint = Blueprint(__name__)

ACCEPTED = {"status": "accepted"}


@api(blueprint, "GET", "/healthz")
def healthz(request: Request) -> Response:
    return responses.as_json({"status": "ok"})


@api(blueprint, "GET", "/openapi.json")
def openapi(request: Request) -> Response:
    from .openapi import document

    return responses.as_json(document(wiring.settings().site_url))


@api(blueprint, "GET", "/api/v1/themes")
def list_themes(request: Request) -> Response:
    return responses.as_json({"themes": [views.theme(t) for t in wiring.themes().values()]})


@api(blueprint, "POST", "/api/v1/registrations")
def post_registration(request: Request) -> Response:
    """The same answer, byte for byte, whether the address is known or not."""
    from .models import RegistrationBody

    accepted = responses.dumps(ACCEPTED)
    requests.idempotency_key(request)
    wanted = parse(RegistrationBody, requests.body(request)).registration()
    once = requests.once(request, address_key(wanted.email), lambda _: (202, accepted))
    wiring.run(register, wanted, once)
    return responses.json_text(202, accepted)


@api(blueprint, "GET", "/api/v1/slots")
def list_slots(request: Request) -> Response:
    theme = requests.query(request, "theme") or None
    if theme is not None and theme not in wiring.themes():
        raise InvalidFields(FieldError("theme", "unknown_theme"))
    slots = wiring.run(bookable_slots, theme)
    return responses.as_json({"slots": [views.slot(s) for s in slots]})
