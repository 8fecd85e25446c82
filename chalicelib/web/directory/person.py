"""One person: all that the team sees of them, and what it corrects."""

from functools import partial

from chalice.app import Request, Response

from ... import wiring
from ...domain.errors import InvalidFields
from ...domain.people.callers import Caller
from ...domain.people.participants import PROFILE_FIELDS
from ...workflows.directory.correct_person import correct_person
from ...workflows.directory.read_person import PersonFile, read_person
from ..http import forms, requests, responses
from ..http.parsing import parse, parse_fields
from ..http.paths import person_of_path
from . import shown

LINES = tuple(name for name in PROFILE_FIELDS if name != "themes")
"""The profile's fields that have one value each."""


def get_person(request: Request, person_id: str) -> Response:
    caller, whom = requests.api_member(request), person_of_path(person_id)
    before = [requests.query(request, name) for name in ("messages", "history")]
    return responses.as_json(shown.as_json(wiring.run(read_person, caller, whom, *before)))


def patch_person(request: Request, person_id: str) -> Response:
    from .models import PersonChangesBody

    caller, whom = requests.api_member(request), person_of_path(person_id)
    wanted = parse(PersonChangesBody, requests.body(request))
    wiring.run(correct_person, caller, whom, wanted.changes(), wanted.email or "")
    return responses.as_json(shown.as_json(wiring.run(read_person, caller, whom)))


def person_page(request: Request, person_id: str) -> Response:
    caller, whom = requests.staff_caller(request), person_of_path(person_id)
    before = [requests.query(request, name) for name in ("courriels", "historique")]
    file: PersonFile = wiring.run(read_person, caller, whom, *before)
    return responses.page(
        "directory/person",
        file=file,
        steps=shown.journey(file),
        themes=wiring.themes(),
        now=wiring.now(),
        subject=partial(shown.subject, file=file),
        title=shown.happened_title,
        done=requests.query(request, "fait"),
    )


def correction_form(request: Request, person_id: str) -> Response:
    return _form(requests.staff_caller(request), person_id)


def submit_correction(request: Request, person_id: str) -> Response:
    from .models import PersonChangesBody

    caller, whom = requests.staff_caller(request), person_of_path(person_id)
    fields = forms.answered(requests.form(request))
    try:
        body = parse_fields(PersonChangesBody, _changes(fields))
        if forms.address_meant(fields):
            return _form(caller, whom, fields)
        wiring.run(correct_person, caller, whom, body.changes(), body.email or "")
    except InvalidFields as failure:
        return _form(caller, whom, fields, failure)
    return responses.redirect(f"/equipe/personnes/{whom}?fait=correction")


def _changes(fields: forms.Fields) -> dict[str, object]:
    """Return what a form changes; what is left blank of an address, or never chosen, stays."""
    body: dict[str, object] = {
        name: forms.first(fields, name)
        for name in LINES
        if name in fields and (forms.first(fields, name) or name not in _CHOSEN)
    }
    for name in ("email", "themes"):
        given = [each for each in fields.get(name, []) if each.strip()]
        if given:
            body[name] = given if name == "themes" else given[0]
    return body


_CHOSEN = {"kind", "maturity_level"}


def _form(
    caller: Caller,
    person_id: str,
    values: forms.Fields | None = None,
    failure: InvalidFields | None = None,
) -> Response:
    file: PersonFile = wiring.run(read_person, caller, person_of_path(person_id))
    values = values or _as_typed(file)
    return responses.page(
        "directory/correct",
        422 if failure else 200,
        person=file.person,
        themes=list(wiring.offered(*file.person.profile.themes).values()),
        values=values,
        errors=forms.error_messages(failure, values),
        meant="" if failure else forms.address_meant(values),
    )


def _as_typed(file: PersonFile) -> forms.Fields:
    """Return what is known of somebody, as a form has it; their address is no news to ask about."""
    profile = file.person.profile
    typed = {name: [str(getattr(profile, name) or "")] for name in LINES}
    address = [file.person.mailed_at]
    return {**typed, "themes": [*profile.themes], "email": address, "email_seen": address}
