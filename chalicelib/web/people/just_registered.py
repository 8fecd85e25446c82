"""The page after registration: it shows the address that was given, and lets one correct it."""

from datetime import datetime

from chalice.app import Request, Response

from ... import wiring
from ...domain.errors import InvalidFields
from ...domain.people.addresses import address_key
from ...workflows.people.correct_address import Correction, correct_registration
from ..http import forms, requests, responses
from ..http.guarding import limits
from ..http.lasting.just_sent import Place
from ..http.parsing import parse_fields
from .forms import registration_body

DONE = "/inscription/merci"
PLACE = Place("brigade_inscription", "/inscription")


def shown(fields: forms.Fields, address: str, now: datetime) -> Response:
    return PLACE.led_to(DONE, fields, address, now)


def shown_of_child(address: str, now: datetime) -> Response:
    """Show where the mail goes: to the guardian. Another address is given by registering again."""
    return PLACE.led_to(DONE, {"email": [address], "under_14": ["oui"]}, address, now)


def registration_done(request: Request) -> Response:
    return _page(PLACE.sent(request).fields, {})


def submit_correction(request: Request) -> Response:
    """Take another address. Answers the same, whoever has it or had the one before."""
    from .models import RegistrationBody

    sent, fields = PLACE.sent(request), forms.answered(requests.form(request))
    kept = sent.fields
    if "consents" not in kept:
        return responses.redirect("/inscription")
    try:
        address = forms.address_given(fields)
        corrected = {**kept, "email": [address]}
        body = parse_fields(RegistrationBody, registration_body(corrected))
    except InvalidFields as failure:
        return _page(kept, fields, forms.error_messages(failure, fields))
    if forms.address_meant(fields):
        return _page(kept, fields)
    limits.count(request, address)
    now, mistyped = wiring.now(), forms.first(kept, "email")
    if address_key(address) == address_key(mistyped):
        return PLACE.led_to(DONE, corrected, address, sent.at, sent.moments[:-1])
    wiring.run(correct_registration, Correction(mistyped, body.registration(), sent.moments))
    return PLACE.led_to(DONE, corrected, address, now, sent.moments)


def _page(
    kept: forms.Fields, values: forms.Fields, errors: dict[str, str] | None = None
) -> Response:
    return responses.page(
        "people/registered",
        422 if errors else 200,
        address=forms.first(kept, "email"),
        whole="consents" in kept,
        of_child="under_14" in kept,
        values=values,
        errors=errors or {},
        meant="" if errors else forms.address_meant(values),
    )
