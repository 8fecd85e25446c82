"""The team corrects the address of somebody who has a session."""

from chalice.app import Request, Response

from ... import wiring
from ...domain.errors import InvalidFields, NotFound
from ...domain.people.callers import Caller
from ...workflows.back_office.agenda import read_session
from ...workflows.people.correct_address import correct_address
from ..http import forms, requests, responses


def address_form(request: Request, booking_id: str) -> Response:
    return _page(requests.staff_caller(request), booking_id, {})


def submit_address(request: Request, booking_id: str) -> Response:
    caller, identifier = requests.staff_caller(request), requests.identifier(booking_id)
    fields = forms.answered(requests.form(request))
    try:
        address = forms.address_given(fields)
        if forms.address_meant(fields):
            return _page(caller, identifier, fields)
        booking, *_ = wiring.run(read_session, caller, identifier)
        wiring.run(correct_address, caller, booking.id, address)
    except InvalidFields as failure:
        return _page(caller, identifier, fields, failure)
    return responses.redirect(f"/equipe/rencontres/{identifier}?fait=adresse")


def _page(
    caller: Caller, booking_id: str, values: forms.Fields, failure: InvalidFields | None = None
) -> Response:
    booking, person, *_ = wiring.run(read_session, caller, requests.identifier(booking_id))
    if person is None:
        raise NotFound
    page = f"/equipe/rencontres/{booking.id}"
    return responses.page(
        "people/team_address",
        422 if failure else 200,
        person=person,
        back=page,
        back_to=person.profile.full_name,
        action=f"{page}/adresse",
        values=values,
        errors=forms.error_messages(failure, values),
        meant="" if failure else forms.address_meant(values),
    )
