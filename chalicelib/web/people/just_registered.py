"""The page after registration: it shows the address that was given, and lets one correct it.

What was typed stays in the browser that typed it, signed, for an hour. Nothing in the answers
depends on whether somebody had an address.
"""

import json
from datetime import UTC, datetime

from chalice.app import Request, Response

from ... import wiring
from ...adapters.links import Purpose
from ...domain.errors import InvalidFields, Unauthenticated
from ...domain.receipts import FORM_KEY
from ...workflows.people.correct_address import Correction, correct_registration
from ...workflows.people.register import address_key
from ..http import forms, requests, responses
from ..http.parsing import parse_fields
from .forms import registration_body

DONE = "/inscription/merci"
COOKIE = "brigade_inscription"
LONGEST = 3_800
"""Characters of a cookie that every browser keeps."""

BEFORE = "before"
"""Beside the form's fields: when it was received, then each correction but the last."""
NOT_KEPT = {FORM_KEY, "email_seen", "email_meant", BEFORE}


def shown(
    fields: forms.Fields, address: str, now: datetime, before: tuple[datetime, ...] = ()
) -> Response:
    """Lead to the page that shows the address; where the form is too long to keep, to it alone."""
    kept = {name: values for name, values in fields.items() if name not in NOT_KEPT}
    earlier = {BEFORE: [str(moment.timestamp()) for moment in before]} if before else {}
    told = _sealed({**kept, **earlier, "email": [address]}, now)
    told = told if len(told) <= LONGEST else _sealed({"email": [address]}, now)
    seconds = 60 * 60
    return responses.redirect(DONE, [responses.set_cookie(COOKIE, told, seconds, "/inscription")])


def registration_done(request: Request) -> Response:
    fields, _ = _kept(request)
    return _page(fields, {})


def submit_correction(request: Request) -> Response:
    """Take another address. Answers the same, whoever has it or had the one before."""
    from ..http.bodies import LinkBody
    from .models import RegistrationBody

    requests.same_origin(request)
    (kept, received_at), fields = _kept(request), forms.answered(requests.form(request))
    if "consents" not in kept:
        return responses.redirect("/inscription")
    try:
        address = parse_fields(LinkBody, {"email": forms.first(fields, "email")}).email
        corrected = {**kept, "email": [address]}
        body = parse_fields(RegistrationBody, registration_body(corrected))
    except InvalidFields as failure:
        return _page(kept, fields, forms.error_messages(failure, fields))
    if forms.address_meant(fields):
        return _page(kept, fields)
    now, mistyped = wiring.now(), forms.first(kept, "email")
    moments = (*_before(kept), received_at)
    if address_key(address) == address_key(mistyped):
        return shown(corrected, address, received_at, moments[:-1])
    wiring.run(correct_registration, Correction(mistyped, body.registration(), moments))
    return shown(corrected, address, now, moments)


def _before(kept: forms.Fields) -> tuple[datetime, ...]:
    return tuple(datetime.fromtimestamp(float(at), UTC) for at in kept.get(BEFORE, []))


def _sealed(fields: forms.Fields, now: datetime) -> str:
    content = json.dumps([fields, now.timestamp()], ensure_ascii=False)
    return wiring.links().token(Purpose.REGISTERED, content, 0, now)


def _kept(request: Request) -> tuple[forms.Fields, datetime]:
    """Return what this browser has just registered with, and when; nothing if it has not."""
    token, now = requests.cookie(request, COOKIE), wiring.now()
    try:
        content, _ = wiring.links().read(Purpose.REGISTERED, token, now, LONGEST)
    except Unauthenticated:
        return {}, now
    fields, at = json.loads(content)
    return fields, datetime.fromtimestamp(at, UTC)


def _page(
    kept: forms.Fields, values: forms.Fields, errors: dict[str, str] | None = None
) -> Response:
    return responses.page(
        "people/registered",
        422 if errors else 200,
        address=forms.first(kept, "email"),
        whole="consents" in kept,
        values=values,
        errors=errors or {},
        meant="" if errors else forms.address_meant(values),
    )
