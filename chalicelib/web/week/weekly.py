"""The hours that come again each week: stopped or changed from a day on, undone for a minute."""

from typing import Any
from urllib.parse import urlencode

from chalice.app import Request, Response

from ... import wiring
from ...domain.errors import Conflict, InvalidFields
from ...domain.people.callers import Caller
from ...domain.receipts import Once
from ...domain.week.day_changes import DayChange
from ...domain.week.weekly import WeeklyHours
from ...workflows.people.find_member import find_member
from ...workflows.week.change_day import change_day
from ...workflows.week.read_weekly import Weekly, read_weekly
from ..http import forms, requests, responses
from ..http.once import form_once
from ..http.parsing import parse_fields
from ..http.paths import member_of_path
from ..http.problems import problem_of, status_of
from ..http.times import asked_day
from .days import change_of
from .forms import weekly_body

PAGE = "/equipe/semaine/heures"


def weekly_page(request: Request) -> Response:
    caller = requests.staff_caller(request)
    adviser = requests.query(request, "conseillere") or caller.person_id
    return page(caller, adviser, done=requests.query(request, "fait"))


def submit_weekly(request: Request) -> Response:
    """Stop hours from a day on; or lead to the page of that day, where they become something else.

    The day's page has the hours and what comes again filled in.
    """
    from .models import DayBody

    caller, fields = requests.staff_caller(request), requests.form(request)
    adviser = member_of_path(forms.first(fields, "adviser") or caller.person_id)
    try:
        if "changer" in fields:
            return responses.redirect(_day_page(fields, adviser))
        body = parse_fields(DayBody, weekly_body(fields))
        once: Once[DayChange] = form_once(request, _done)
        made = wiring.run(change_day, caller, change_of(body, adviser, caller), once)
    except (Conflict, InvalidFields) as failure:
        return page(caller, adviser, failure)
    return responses.redirect(_done(made))


def get_weekly(request: Request) -> Response:
    caller, email = requests.api_caller(request), requests.query(request, "adviser")
    member = wiring.run(find_member, email) if email else None
    whose = member.id if member else "" if email else caller.person_id
    found: Weekly = wiring.run(read_weekly, caller, whose)
    return responses.as_json({"hours": [_hours(each) for each in found.hours]})


def address(adviser: str, done: str) -> str:
    return f"{PAGE}?{urlencode({'conseillere': adviser, 'fait': done})}"


def page(
    caller: Caller, adviser: str, failure: Conflict | InvalidFields | None = None, done: str = ""
) -> Response:
    return responses.page(
        "week/weekly",
        status_of(failure) if failure else 200,
        weekly=wiring.run(read_weekly, caller, member_of_path(adviser)),
        done=done,
        now=wiring.now(),
        themes=wiring.themes(),
        errors=forms.error_messages(failure, {}),
        problem=problem_of(failure) if failure else None,
    )


def _day_page(fields: forms.Fields, adviser: str) -> str:
    day = asked_day(forms.first(fields, "day"), "day")
    hours = {name: forms.first(fields, name) for name in ("since", "before")}
    told = {"conseillere": adviser, **hours, "chaque": "oui"}
    return f"/equipe/semaine/jours/{day}?{urlencode(told)}"


def _done(change: DayChange) -> str:
    return address(change.adviser_id, change.id)


def _hours(hours: WeeklyHours) -> dict[str, Any]:
    return {
        "weekday": hours.weekday + 1,
        "from": hours.since.isoformat("minutes"),
        "to": hours.until.isoformat("minutes"),
        "themes": list(hours.themes),
        "format": hours.format.value,
        "days": [
            {"date": each.date.isoformat(), "slots": each.slots, "booked": each.booked}
            for each in hours.days
        ],
    }
