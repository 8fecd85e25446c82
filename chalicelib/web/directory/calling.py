"""Somebody telephones: the team registers them, then books an hour for them."""

from typing import Any
from urllib.parse import urlencode

from chalice.app import Request, Response

from ... import wiring
from ...domain.errors import FieldError, InvalidFields
from ...domain.looks import Shows
from ...domain.people.callers import Caller
from ...domain.people.participants import PROFILE_FIELDS, Participant, Registration
from ...workflows.callers import member_of_team
from ...workflows.directory.known_already import Known, known_already
from ...workflows.directory.register_caller import register_caller
from ...workflows.privacy.keep_look import keep_look
from ..http import forms, requests, responses
from ..http.once import form_once
from ..http.parsing import parse, parse_fields

CHOSEN = ("kind", "maturity_level", "heard_from")
"""Fields that a form leaves out while nothing is chosen."""

LINES = (*(name for name in PROFILE_FIELDS if name != "themes"), "email", "heard_from")


def post_person(request: Request) -> Response:
    from .models import CallerBody

    caller = requests.api_member(request)
    once = requests.once(request, caller.person_id, 201, _registered)
    body = parse(CallerBody, requests.body(request))
    told, beside = body.registration(), body.same_address_as or ""
    return responses.answer(once, wiring.run(register_caller, caller, told, once, beside))


def calling_form(request: Request) -> Response:
    wiring.run(member_of_team, requests.staff_caller(request))
    theme = requests.query(request, "theme")
    return _page({"themes": [theme] if theme in wiring.offered() else []})


def submit_caller(request: Request) -> Response:
    """Register who telephones; if they may be somebody who is known, ask first."""
    caller, fields = requests.staff_caller(request), forms.answered(requests.form(request))
    wiring.run(member_of_team, caller)
    try:
        told = _told(fields)
        if forms.address_meant(fields):
            return _page(fields)
        known, beside = wiring.run(known_already, caller, told), forms.first(fields, "aussi")
        same = [each for each in known if each.same_address]
        if (same and not beside) or (known and not same and "quand_meme" not in fields):
            return _asked(caller, fields, known)
        once = form_once(request, _to_book)
        person = wiring.run(register_caller, caller, told, once, beside)
    except InvalidFields as failure:
        return _page(fields, failure)
    return responses.redirect(_to_book(person))


def _asked(caller: Caller, fields: forms.Fields, known: tuple[Known, ...]) -> Response:
    """Ask whether it is one of them; that somebody was named to who is not theirs is noted."""
    for each in known:
        if not each.opens:
            wiring.run(keep_look, Shows.PAGE, caller.person_id, each.entry.id)
    return _page(fields, known=known)


def _told(fields: forms.Fields) -> Registration:
    """Return what a form says of somebody. Raises InvalidFields.

    Who gives neither an address nor a telephone could never be told anything.
    """
    from .models import CallerBody

    body: dict[str, Any] = {
        name: forms.first(fields, name)
        for name in LINES
        if forms.first(fields, name) or name not in CHOSEN
    }
    themes, consents = [*filter(None, fields.get("themes", []))], forms.consents(fields)
    told = parse_fields(CallerBody, {**body, "themes": themes, "consents": consents}).registration()
    if not told.email and not told.profile.phone:
        raise InvalidFields(FieldError("phone", "required", about="by_telephone"))
    return told


def _page(
    values: forms.Fields, failure: InvalidFields | None = None, known: tuple[Known, ...] = ()
) -> Response:
    meant = "" if failure or known else forms.address_meant(values)
    return responses.page(
        "directory/calling",
        422 if failure else 200,
        themes=list(wiring.offered().values()),
        values=values,
        errors=forms.error_messages(failure, values),
        meant=meant,
        known=known,
        theme=forms.first(values, "themes") if values.get("themes") else "",
    )


def _to_book(person: Participant) -> str:
    theme = {"theme": person.profile.themes[0]} if person.profile.themes else {}
    return f"/equipe/personnes/{person.id}/reserver?{urlencode({**theme, 'fait': 'inscription'})}"


def _registered(person: Participant) -> dict[str, Any]:
    return {"id": person.id}
