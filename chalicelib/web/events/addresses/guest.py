"""The page after a guest's form: it shows the address that was given, and lets one correct it."""

from datetime import datetime

from chalice.app import Request, Response

from .... import wiring
from ....domain.errors import InvalidFields
from ....domain.people.addresses import address_key
from ....workflows.events.for_others.correct_guest import GuestCorrection, correct_guest
from ....workflows.events.visit_event import visit_event
from ....workflows.people.correct_address import Correction
from ...http import forms, requests, responses
from ...http.guarding import limits
from ...http.lasting.just_sent import Place, Sent
from ...http.parsing import parse_fields
from ...http.paths import event_of_path
from ..forms import guest_seat_body

PLACE = Place("brigade_place", "/evenements")
OF = "event_id"
"""Beside the form's fields: of which event it is."""


def shown(fields: forms.Fields, event_id: str, address: str, now: datetime) -> Response:
    return PLACE.led_to(_done(event_id), {**fields, OF: [event_id]}, address, now)


def registration_done(request: Request, event_id: str) -> Response:
    identifier = event_of_path(event_id)
    return _page(identifier, _sent(request, identifier).fields, {})


def submit_correction(request: Request, event_id: str) -> Response:
    """Take another address. Answers the same, whoever has it or had the one before."""
    from ..models import GuestSeatBody

    identifier = event_of_path(event_id)
    sent, fields = _sent(request, identifier), forms.answered(requests.form(request))
    if not sent.fields:
        return responses.redirect(f"/evenements/{identifier}")
    try:
        address = forms.address_given(fields)
        corrected = {**sent.fields, "email": [address]}
        body = parse_fields(GuestSeatBody, guest_seat_body(corrected))
    except InvalidFields as failure:
        return _page(identifier, sent.fields, fields, forms.error_messages(failure, fields))
    if forms.address_meant(fields):
        return _page(identifier, sent.fields, fields)
    limits.count(request, address)
    now, mistyped = wiring.now(), forms.first(sent.fields, "email")
    if address_key(address) == address_key(mistyped):
        return PLACE.led_to(_done(identifier), corrected, address, sent.at, sent.moments[:-1])
    correction = Correction(mistyped, body.person(), sent.moments)
    wiring.run(correct_guest, GuestCorrection(correction, identifier, body.mode))
    return PLACE.led_to(_done(identifier), corrected, address, now, sent.moments)


def _done(event_id: str) -> str:
    return f"/evenements/{event_id}/merci"


def _sent(request: Request, event_id: str) -> Sent:
    """Return the form of that event that this browser has just sent, or one without fields."""
    sent = PLACE.sent(request)
    return sent if forms.first(sent.fields, OF) == event_id else Sent({}, sent.at)


def _page(
    event_id: str, kept: forms.Fields, values: forms.Fields, errors: dict[str, str] | None = None
) -> Response:
    return responses.page(
        "events/registered",
        422 if errors else 200,
        event=wiring.run(visit_event, event_id, None).event,
        address=forms.first(kept, "email"),
        values=values,
        errors=errors or {},
        meant="" if errors else forms.address_meant(values),
    )
