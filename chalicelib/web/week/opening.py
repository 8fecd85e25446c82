"""The team opens its hours, once for many weeks: a page says first what will be opened."""

from datetime import date, datetime
from itertools import groupby
from typing import TYPE_CHECKING, Any

from chalice.app import Request, Response

from ... import wiring
from ...domain.errors import Conflict, InvalidFields
from ...domain.people.callers import Caller
from ...domain.sessions.slots import Overlap, Slot
from ...domain.week.holidays import holidays
from ...domain.week.patterns import Repeat, days_left_out
from ...workflows.week.open_hours import open_slots
from ...workflows.week.open_weekly import open_weekly, preview_weekly
from ...workflows.week.read_hours import read_hours
from ..back_office import views as back_office
from ..http import forms, requests, responses
from ..http.lasting import drafts
from ..http.once import form_to
from ..http.parsing import parse_fields
from ..http.problems import problem_of, status_of
from ..http.times import is_day, zone
from .forms import BOXES, opening_body

if TYPE_CHECKING:
    from .models import AvailabilityBody

PAGE = "/equipe/semaine/ouvrir"


def opening_form(request: Request) -> Response:
    caller = requests.staff_caller(request)
    asked = {name: requests.query(request, name) for name in ("theme", "jour", "conseillere")}
    chosen = {
        "themes": [asked["theme"]] if asked["theme"] in wiring.offered() else [],
        "day": [asked["jour"]] if is_day(asked["jour"]) else [],
    }
    told = {name: value for name, value in chosen.items() if value}
    return _form(caller, {**drafts.typed(caller, PAGE), **told}, whose=asked["conseillere"])


def submit_opening(request: Request) -> Response:
    """Open hours; if they come again and the button asks so, only say what would be opened.

    The same for one day, if it is closed.
    """
    from .models import AvailabilityBody

    caller, fields = requests.staff_caller(request), requests.form(request)
    member = wiring.run(read_hours, caller).member
    if "modifier" in fields:
        return _form(caller, fields)
    try:
        body = parse_fields(AvailabilityBody, opening_body(fields, member.email))
        asks = _preview(caller, fields, body) if "demander" in fields else None
        if asks is not None:
            return asks
        monday = back_office.monday_of(forms.first(fields, "day"))
        page = f"/equipe/semaine?semaine={monday}&fait=plages"
        _open(caller, body, request, page)
    except (Conflict, InvalidFields) as failure:
        return _form(caller, fields, failure)
    return responses.redirect(page)


def _open(caller: Caller, body: "AvailabilityBody", request: Request, page: str) -> None:
    asked, once = (body.adviser, body.opening()), form_to(request, page)
    if body.repeat is None:
        wiring.run(open_slots, caller, *asked, once)
    else:
        wiring.run(open_weekly, caller, *asked, body.repeat.repeat(), once)


def _form(
    caller: Caller,
    fields: forms.Fields,
    failure: Conflict | InvalidFields | None = None,
    whose: str = "",
) -> Response:
    hours = wiring.run(read_hours, caller)
    chosen = [each.email for each in hours.advisers if each.id == whose]
    return responses.page(
        "week/open",
        status_of(failure) if failure else 200,
        hours=hours,
        values={**fields, "adviser": chosen} if chosen else fields,
        errors=forms.error_messages(failure, fields, BOXES),
        problem=problem_of(failure) if failure else None,
        collisions=failure.days if isinstance(failure, Overlap) else (),
        themes=wiring.offered(),
        **back_office.proposed(),
    )


def _preview(caller: Caller, fields: forms.Fields, body: "AvailabilityBody") -> Response | None:
    """Return the page that says what would be opened; None for one day of which all is well."""
    opening, alone = body.opening(), body.repeat is None
    repeat = body.repeat.repeat() if body.repeat else Repeat(_day_of(opening.starts_at))
    slots, existing = wiring.run(preview_weekly, caller, body.adviser, opening, repeat)
    days = _days(slots, existing)
    hidden = sum(slot.elsewhere for slot in slots)
    if alone and not hidden and not any(each["closed"] for each in days):
        return None
    return responses.page(
        "week/preview",
        days=days,
        alone=alone,
        hidden=hidden,
        skipped=days_left_out(opening, repeat, zone()),
        count=len(slots),
        fields=fields,
        titles=[wiring.themes()[each].title for each in body.themes],
    )


def _days(slots: tuple[Slot, ...], existing: tuple[Slot, ...]) -> list[dict[str, Any]]:
    """Return each day with its slots, those that are in their way, and its name if it is closed."""
    by_day = [(day, list(found)) for day, found in groupby(slots, key=_day)]
    closed = holidays(by_day[0][0], by_day[-1][0], wiring.programme().holidays)
    return [
        {
            "date": day,
            "slots": found,
            "taken": [
                each
                for each in existing
                if any(each.overlaps(slot.starts_at, slot.ends_at) for slot in found)
            ],
            "closed": closed.get(day, ""),
        }
        for day, found in by_day
    ]


def _day(slot: Slot) -> date:
    return _day_of(slot.starts_at)


def _day_of(moment: datetime) -> date:
    return moment.astimezone(zone()).date()
