"""The page on which a day is given to other themes, moved or closed; for a minute it is undone."""

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from chalice.app import Request, Response

from ... import asking, wiring
from ...domain.errors import Conflict, InvalidFields, NotFound
from ...domain.looks import days_shown
from ...domain.people.callers import Caller
from ...domain.receipts import Once
from ...domain.sessions.slots import Overlap
from ...domain.week.day_changes import WHOLE_DAY, Becomes, DayChange
from ...domain.week.holidays import holidays
from ...workflows.week.change_day import (
    Day,
    change_day,
    read_day,
)
from ..http import forms, requests, responses
from ..http.once import form_once
from ..http.parsing import parse_fields
from ..http.paths import member_of_path
from ..http.problems import problem_of, status_of
from ..http.times import day_or_none, zone
from .forms import day_body, hours_of

if TYPE_CHECKING:
    from .models import DayBody


def day_page(request: Request, day: str) -> Response:
    caller = requests.staff_caller(request)
    adviser = requests.query(request, "conseillere") or caller.person_id
    asked = {"onwards": "chaque", "since": "since", "before": "before"}
    given = {field: [requests.query(request, name)] for field, name in asked.items()}
    return page(caller, day_of(day), adviser, given, done=requests.query(request, "fait"))


def submit_day(request: Request, day: str) -> Response:
    from .models import DayBody

    caller, fields, on = requests.staff_caller(request), requests.form(request), day_of(day)
    adviser = member_of_path(forms.first(fields, "adviser") or caller.person_id)
    try:
        body = parse_fields(DayBody, day_body(fields, on))
        once: Once[DayChange] = form_once(request, _done)
        made = wiring.run(change_day, caller, change_of(body, adviser, caller), once, body.hour())
    except (Conflict, InvalidFields) as failure:
        return page(caller, on, adviser, fields, failure)
    return responses.redirect(_done(made))


def change_of(body: "DayBody", adviser_id: str, caller: Caller) -> DayChange:
    """Return the change that a body asks for, of an adviser's day."""
    now, themes = wiring.now(), tuple(body.themes)
    asked = adviser_id, body.day, body.becomes, caller.person_id, now, now
    since, before = body.minutes()
    change = DayChange(*asked, themes, body.to, body.onwards, body.reason.strip())
    return replace(change, since=since, before=before)


def _done(change: DayChange) -> str:
    return address(change.day, change.adviser_id, change.id)


def address(day: date, adviser: str, done: str) -> str:
    return f"/equipe/semaine/jours/{day}?conseillere={adviser}&fait={done}"


def day_of(text: str) -> date:
    day = day_or_none(text)
    if day is None:
        raise NotFound
    return day


def page(
    caller: Caller,
    day: date,
    adviser: str,
    fields: forms.Fields,
    failure: Conflict | InvalidFields | None = None,
    done: str = "",
) -> Response:
    now = wiring.now()
    since, before = hours_of(fields)
    asked = DayChange(member_of_path(adviser), day, Becomes.CLOSED, "", now, now)
    asked = replace(asked, since=since, before=before)
    asking.about.set(days_shown(day, day + timedelta(days=1)))
    found: Day = wiring.run(read_day, caller, asked)
    to = found.changing.to if found.changing else None
    return responses.page(
        "week/day",
        status_of(failure) if failure else 200,
        day=day,
        found=found,
        changing=found.changing,
        ranged=(since, before) if (since, before) != (0, WHOLE_DAY) else None,
        now=now,
        done=done,
        values=fields,
        errors=forms.error_messages(failure, fields),
        problem=problem_of(failure) if failure else None,
        collisions=failure.days if isinstance(failure, Overlap) else (),
        themes=wiring.themes(),
        today=now.astimezone(zone()).date(),
        closed=holidays(day, day, wiring.programme().holidays).get(day, ""),
        target_closed=holidays(to, to, wiring.programme().holidays).get(to, "") if to else "",
    )
