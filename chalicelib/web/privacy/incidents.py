"""The team's register of incidents, with the notices that the law may want, ready to be sent."""

from dataclasses import asdict

from chalice.app import Request, Response

from ... import wiring
from ...domain.errors import InvalidFields
from ...domain.people.callers import Caller
from ...domain.privacy.incidents import Incident
from ...workflows.privacy.keep_incidents import (
    complete_incident,
    read_incident,
    read_incidents,
    record_incident,
)
from ..http import forms, requests, responses
from ..http.once import form_once
from ..http.parsing import parse_fields

PAGE = "/equipe/incidents"


def incidents_page(request: Request) -> Response:
    found = wiring.run(read_incidents, requests.staff_caller(request))
    return responses.page("privacy/team/incidents", incidents=found)


def new_incident_form(request: Request) -> Response:
    caller = requests.staff_caller(request)
    wiring.run(read_incidents, caller)
    return _form(caller, {}, None)


def submit_incident(request: Request) -> Response:
    from .incident_models import IncidentBody

    caller, fields = requests.staff_caller(request), requests.form(request)
    try:
        body = parse_fields(IncidentBody, _given(fields))
    except InvalidFields as failure:
        wiring.run(read_incidents, caller)
        return _form(caller, fields, None, failure)
    once = form_once(request, _address)
    incident = wiring.run(record_incident, caller, body.facts(), once)
    return responses.redirect(_address(incident))


def incident_page(request: Request, incident_id: str) -> Response:
    caller = requests.staff_caller(request)
    incident = wiring.run(read_incident, caller, requests.identifier(incident_id))
    return responses.page("privacy/team/incident", incident=incident, facts=incident.facts)


def incident_form(request: Request, incident_id: str) -> Response:
    caller = requests.staff_caller(request)
    incident = wiring.run(read_incident, caller, requests.identifier(incident_id))
    values = {name: [str(value or "")] for name, value in asdict(incident.facts).items()}
    return _form(caller, values, incident)


def submit_incident_change(request: Request, incident_id: str) -> Response:
    from .incident_models import IncidentBody

    caller, fields = requests.staff_caller(request), requests.form(request)
    identifier = requests.identifier(incident_id)
    try:
        body = parse_fields(IncidentBody, _given(fields))
    except InvalidFields as failure:
        return _form(caller, fields, wiring.run(read_incident, caller, identifier), failure)
    once = form_once(request, _address)
    incident = wiring.run(complete_incident, caller, identifier, body.facts(), once)
    return responses.redirect(_address(incident))


def _given(fields: forms.Fields) -> dict[str, str]:
    from .incident_models import IncidentBody

    given = {name: forms.first(fields, name) for name in IncidentBody.model_fields}
    return {name: value for name, value in given.items() if value or name != "risk"}


def _address(incident: Incident) -> str:
    return f"{PAGE}/{incident.id}"


def _form(
    caller: Caller,
    values: forms.Fields,
    incident: Incident | None,
    failure: InvalidFields | None = None,
) -> Response:
    return responses.page(
        "privacy/team/incident_form",
        422 if failure else 200,
        incident=incident,
        values=values,
        errors=forms.error_messages(failure, values),
    )
