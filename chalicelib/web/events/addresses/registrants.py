"""The team corrects the address of somebody who is registered for an event."""

from chalice.app import Request, Response

from .... import wiring
from ....domain.errors import InvalidFields, NotFound
from ....domain.ids import event_of
from ....domain.people.callers import Caller
from ....workflows.events.for_others.correct_guest import correct_registrant, read_registrant
from ...http import forms, requests, responses
from ...http.paths import event_of_path, registration_of_path


def address_form(request: Request, event_id: str, registration_id: str) -> Response:
    caller = requests.staff_caller(request)
    return _page(caller, _of_event(event_id, registration_id), {})


def submit_address(request: Request, event_id: str, registration_id: str) -> Response:
    caller, fields = requests.staff_caller(request), forms.answered(requests.form(request))
    identifier = _of_event(event_id, registration_id)
    try:
        address = forms.address_given(fields)
        if forms.address_meant(fields):
            return _page(caller, identifier, fields)
        wiring.run(correct_registrant, caller, identifier, address)
    except InvalidFields as failure:
        return _page(caller, identifier, fields, failure)
    return responses.redirect(f"/equipe/evenements/{event_of(identifier)}?fait=adresse")


def _of_event(event_id: str, registration_id: str) -> str:
    """Return the registration's id. Raises NotFound for a registration of another event."""
    identifier = registration_of_path(registration_id)
    if event_of(identifier) != event_of_path(event_id):
        raise NotFound
    return identifier


def _page(
    caller: Caller, identifier: str, values: forms.Fields, failure: InvalidFields | None = None
) -> Response:
    event, person, _ = wiring.run(read_registrant, caller, identifier)
    page = f"/equipe/evenements/{event.id}"
    return responses.page(
        "people/team_address",
        422 if failure else 200,
        person=person,
        back=page,
        back_to=event.title,
        action=f"{page}/inscriptions/{identifier}/adresse",
        values=values,
        errors=forms.error_messages(failure, values),
        meant="" if failure else forms.address_meant(values),
    )
