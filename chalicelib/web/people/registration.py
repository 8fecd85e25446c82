"""Registering for the programme: the form that anybody may fill in, and the API's route."""

from contextlib import suppress
from typing import Any

from chalice.app import Request, Response

from ... import wiring
from ...domain.errors import InvalidFields
from ...domain.people.addresses import address_key
from ...domain.receipts import Replay
from ...workflows.people.register import register
from ..http import forms, requests, responses
from ..http.guarding import limits
from ..http.once import form_to
from ..http.parsing import parse, parse_fields
from . import just_registered
from .forms import registration_body


def post_registration(request: Request) -> Response:
    """Answer the same, byte for byte, whether the address is known or not."""
    from .models import RegistrationBody

    requests.idempotency_key(request)
    wanted = parse(RegistrationBody, requests.body(request)).registration()
    limits.count(request, wanted.mailed_at)
    once = requests.once(request, address_key(wanted.email), 202, _accepted)
    return responses.answer(once, wiring.run(register, wanted, once))


def registration_form(request: Request) -> Response:
    chosen = requests.query(request, "theme")
    values = {"themes": [chosen] if chosen in wiring.offered() else []}
    values["referral_code"] = [requests.query(request, "code")[:80]]
    return _registration_page(values, {})


def submit_registration(request: Request) -> Response:
    from .models import RegistrationBody

    fields = forms.answered(requests.form(request))
    try:
        body = parse_fields(RegistrationBody, registration_body(fields))
    except InvalidFields as failure:
        return _registration_page(fields, forms.error_messages(failure, fields), 422)
    if forms.address_meant(fields):
        return _registration_page(fields, {})
    wanted, now = body.registration(), wiring.now()
    limits.count(request, wanted.mailed_at)
    with suppress(Replay):  # sent twice: it is done
        wiring.run(register, wanted, form_to(request, just_registered.DONE))
    if wanted.guardian:
        return just_registered.shown_of_child(wanted.mailed_at, now)
    return just_registered.shown(fields, wanted.email, now)


def _accepted(_: object) -> dict[str, str]:
    return {"status": "accepted"}


def _registration_page(
    values: dict[str, list[str]], errors: dict[str, str], status: int = 200
) -> Response:
    meant = "" if errors else forms.address_meant(values)
    context: dict[str, Any] = {"values": values, "errors": errors, "meant": meant}
    return responses.page(
        "people/registration", status, themes=list(wiring.offered().values()), **context
    )
