"""An hour that the team books for somebody: by the API, or by one tap on a page."""

from typing import Any

from chalice.app import Request, Response

from ... import wiring
from ...domain.errors import Conflict, Invalid, InvalidFields, NotFound
from ...domain.people.arriving.by_telephone import has_agreed
from ...domain.people.callers import Caller
from ...domain.programme import PROGRAM
from ...workflows.directory.book_for_person import book_for_person
from ...workflows.directory.free_hours import FreeHours, free_hours
from ...workflows.sessions.book_session import BookingRequest
from ..http import forms, requests, responses
from ..http.once import form_to
from ..http.parsing import parse, parse_fields
from ..http.paths import person_of_path
from ..http.problems import problem_of, status_of
from ..sessions import views as sessions

Failure = Conflict | Invalid | NotFound


def post_booking(request: Request) -> Response:
    from .models import BookingForBody

    caller = requests.api_member(request)
    body = parse(BookingForBody, requests.body(request))
    whom = person_of_path(body.participant_id)
    once = requests.once(request, caller.person_id, 201, sessions.booking, whom)
    wanted = BookingRequest(caller, body.slot_id, body.theme, body.needs, body.joining())
    return responses.answer(once, wiring.run(book_for_person, wanted, whom, once))


def booking_form(request: Request, person_id: str) -> Response:
    theme, done = (requests.query(request, name) for name in ("theme", "fait"))
    return _page(requests.staff_caller(request), person_id, theme, {}, done=done)


def submit_booking(request: Request, person_id: str) -> Response:
    from .models import BookingForBody, JoiningForBody

    caller, fields = requests.staff_caller(request), requests.form(request)
    whom = person_of_path(person_id)
    page = f"/equipe/personnes/{whom}?fait=reservation"
    asked = {name: forms.first(fields, name) for name in ("slot_id", "theme", "needs")}
    try:
        joins = _joins(fields)
        if joins:
            parse_fields(JoiningForBody, joins)
        body = parse_fields(BookingForBody, {**asked, **joins, "participant_id": whom})
        wanted = BookingRequest(caller, body.slot_id, body.theme, body.needs, body.joining())
        wiring.run(book_for_person, wanted, whom, form_to(request, page))
    except (Conflict, Invalid, NotFound) as failure:
        return _page(caller, whom, asked["theme"], fields, failure)
    return responses.redirect(page)


def _joins(fields: forms.Fields) -> dict[str, Any]:
    """Return what the form of who has not joined says of it; nothing of another form."""
    if "joining" not in fields:
        return {}
    told = {name: forms.first(fields, name) for name in ("kind", "maturity_level")}
    return {**told, "consents": {PROGRAM: PROGRAM in fields.get("consents", [])}}


def _page(
    caller: Caller,
    person_id: str,
    theme: str,
    values: forms.Fields,
    failure: Failure | None = None,
    done: str = "",
) -> Response:
    chosen = wiring.offered().get(theme)
    slug = chosen.slug if chosen else ""
    found: FreeHours = wiring.run(free_hours, caller, person_of_path(person_id), slug)
    wanted = found.person.profile.themes
    themes = sorted(wiring.offered().values(), key=lambda each: each.slug not in wanted)
    return responses.page(
        "directory/book",
        status_of(failure) if failure else 200,
        person=found.person,
        slots=found.slots,
        by=found.by,
        theme=chosen,
        themes=themes,
        joining=not has_agreed(found.person),
        values=values,
        errors=forms.error_messages(failure, values),
        problem=problem_of(failure) if failure and not isinstance(failure, InvalidFields) else None,
        done=done,
    )
