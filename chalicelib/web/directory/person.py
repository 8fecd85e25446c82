"""One person: all that the team sees of them, and what it corrects."""

from functools import partial

from chalice.app import Request, Response

from ... import wiring
from ...domain.errors import Conflict, InvalidFields
from ...domain.people.callers import Caller
from ...domain.people.participants import PROFILE_FIELDS
from ...domain.sessions.team_files import NotesChanged, mark
from ...workflows.directory.correct_person import correct_person
from ...workflows.directory.note_person import note_person
from ...workflows.directory.read_person import PersonFile, read_person
from ...workflows.directory.who_shares import who_shares
from ..http import forms, requests, responses
from ..http.lasting import drafts
from ..http.parsing import parse, parse_fields
from ..http.paths import person_of_path
from ..http.problems import status_of
from ..sessions import views as sessions
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


def put_note(request: Request, person_id: str) -> Response:
    from .models import NoteBody

    caller, whom = requests.api_member(request), person_of_path(person_id)
    body = parse(NoteBody, requests.body(request))
    kept = wiring.run(note_person, caller, whom, body.notes, body.read)
    return responses.as_json(sessions.notes(kept))


def submit_note(request: Request, person_id: str) -> Response:
    """Keep the team's note of a person; who wrote over another sees both."""
    from .models import NoteBody

    caller, fields = requests.staff_caller(request), requests.form(request)
    whom = person_of_path(person_id)
    try:
        body = parse_fields(NoteBody, {"notes": forms.first(fields, "note")})
        wiring.run(note_person, caller, whom, body.notes, forms.first(fields, "lue"))
    except (NotesChanged, InvalidFields) as failure:
        return _shown(request, whom, fields, failure)
    return responses.redirect(f"/equipe/personnes/{whom}?fait=note#notes")


def person_page(request: Request, person_id: str) -> Response:
    return _shown(request, person_of_path(person_id))


def _shown(
    request: Request,
    whom: str,
    sent: forms.Fields | None = None,
    failure: Conflict | InvalidFields | None = None,
) -> Response:
    """Return the page of a person, with the note that was sent if it was not kept."""
    caller = requests.staff_caller(request)
    before = [requests.query(request, name) for name in ("courriels", "historique")]
    file: PersonFile = wiring.run(read_person, caller, whom, *before)
    typed = sent or drafts.typed(caller, f"/equipe/personnes/{whom}/notes")
    errors = forms.error_messages(failure, typed)
    note = file.note_of(file.person.id)
    return responses.page(
        "directory/person",
        status_of(failure) if failure else 200,
        note=note,
        note_values=typed,
        note_errors={"note": errors["notes"]} if "notes" in errors else {},
        note_read=mark(note),
        others=isinstance(failure, NotesChanged),
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
        shared_with=wiring.run(who_shares, caller, file.person),
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
