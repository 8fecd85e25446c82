"""The calendar that an adviser keeps elsewhere: its address given, what was read, taken back."""

from typing import Any
from urllib.parse import urlsplit

from chalice.app import Request, Response

from ... import wiring
from ...domain.errors import InvalidFields
from ...domain.people.callers import Caller
from ...domain.receipts import NO_KEY
from ...domain.week.external import ExternalCalendar
from ...workflows.week.external_calendar import (
    give_external,
    read_external,
    take_back_external,
)
from ..http import forms, requests, responses
from ..http.once import form_to
from ..http.parsing import parse, parse_fields
from ..http.problems import problem_of, status_of
from ..http.times import local, local_or_none

PAGE = "/equipe/calendrier/externe"


def external_page(request: Request) -> Response:
    return _page(requests.staff_caller(request), {}, done=requests.query(request, "fait"))


def submit_external(request: Request) -> Response:
    from .models import CalendarBody

    caller, fields = requests.staff_caller(request), requests.form(request)
    page = f"{PAGE}?fait=donne"
    try:
        url = parse_fields(CalendarBody, {"url": forms.first(fields, "url")}).url
        wiring.run(give_external, caller, url, form_to(request, page))
    except InvalidFields as failure:
        return _page(caller, fields, failure)
    return responses.redirect(page)


def submit_taken_back(request: Request) -> Response:
    page = f"{PAGE}?fait=retire"
    wiring.run(take_back_external, requests.staff_caller(request), form_to(request, page))
    return responses.redirect(page)


def get_external(request: Request) -> Response:
    return responses.as_json(_calendar(wiring.run(read_external, requests.api_caller(request))))


def put_external(request: Request) -> Response:
    from .models import CalendarBody

    caller = requests.api_member(request)
    once = requests.once(request, caller.person_id, 200, _calendar)
    url = parse(CalendarBody, requests.body(request)).url
    return responses.answer(once, wiring.run(give_external, caller, url, once))


def delete_external(request: Request) -> Response:
    wiring.run(take_back_external, requests.api_caller(request), NO_KEY)
    return responses.json_text(204, "")


def _calendar(calendar: ExternalCalendar | None) -> dict[str, Any]:
    """Return what the API says of a calendar, or of none: not its address, which opens it."""
    if calendar is None:
        return {"given_at": None, "read_at": None, "unread": None, "times": []}
    return {
        "given_at": local(calendar.given_at),
        "read_at": local_or_none(calendar.read_at),
        "unread": calendar.unread.value if calendar.unread else None,
        "times": [
            {"starts_at": local(each.starts_at), "ends_at": local(each.ends_at)}
            for each in calendar.times
        ],
    }


def _page(
    caller: Caller,
    fields: forms.Fields,
    failure: InvalidFields | None = None,
    done: str = "",
) -> Response:
    calendar: ExternalCalendar | None = wiring.run(read_external, caller)
    return responses.page(
        "week/external",
        status_of(failure) if failure else 200,
        calendar=calendar,
        host=urlsplit(calendar.url).hostname if calendar else "",
        coming=[each for each in calendar.times if each.ends_at > wiring.now()] if calendar else [],
        values=fields,
        errors=forms.error_messages(failure, fields),
        problem=problem_of(failure) if failure else None,
        done=done,
    )
