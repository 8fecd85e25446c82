"""The team's events: the list; the form that creates, copies and changes one; cancelling."""

from chalice.app import Request, Response

from ... import wiring
from ...domain.errors import Conflict, FieldError, Invalid, InvalidFields
from ...domain.events.events import ChangedMeanwhile
from ...domain.events.phases import Phase
from ...domain.events.seats import CapacityTooLow
from ...domain.events.series import AT_ONCE
from ...domain.people.callers import Caller
from ...workflows.callers import member_of_team
from ...workflows.events.manage_events import (
    Scheduled,
    cancel_event,
    change_event,
    create_event,
    read_scheduled,
)
from ...workflows.events.plan_series import create_series
from ...workflows.events.visit_event import all_events
from ..http import forms, requests, responses
from ..http.lasting import drafts
from ..http.once import form_once, form_to
from ..http.parsing import parse_fields
from ..http.paths import event_of_path
from ..http.problems import problem_of, status_of
from . import forms as event_forms
from . import shown as event_shown


def staff_events_page(request: Request) -> Response:
    found = wiring.run(all_events, requests.staff_caller(request))
    shown = [event_shown.listed(each) for each in found]
    coming = [each for each in shown if each["phase"] not in (Phase.OVER, Phase.CANCELLED)]
    past = [each for each in reversed(shown) if each["phase"] is Phase.OVER]
    cancelled = [each for each in reversed(shown) if each["phase"] is Phase.CANCELLED]
    return responses.page(
        "events/team/list",
        coming=event_shown.months(coming),
        past=event_shown.months(past),
        cancelled=event_shown.months(cancelled),
    )


def new_event_form(request: Request) -> Response:
    caller, model = requests.staff_caller(request), requests.query(request, "copie")
    values = drafts.typed(caller, "/equipe/evenements")
    if model:
        held = wiring.run(read_scheduled, caller, event_of_path(model))
        values = event_forms.copied(event_forms.event_values(held.event, held.seats))
    return _form_page(caller, values)


def submit_event(request: Request) -> Response:
    from .models_series import MeetingsBody

    caller, fields = requests.staff_caller(request), requests.form(request)
    once = form_once(request, _address)
    try:
        body = parse_fields(MeetingsBody, event_forms.meetings_body(fields))
        capacities = body.capacity.capacities()
        if body.meetings > 1:
            created = wiring.run(create_series, caller, body.series(), capacities, once)
        else:
            created = wiring.run(create_event, caller, body.draft(), capacities, once)
    except (Conflict, Invalid) as failure:
        return _form_page(caller, fields, failure)
    return responses.redirect(once.answer(created)[1])


def change_event_form(request: Request, event_id: str) -> Response:
    caller = requests.staff_caller(request)
    held = wiring.run(read_scheduled, caller, event_of_path(event_id))
    values = drafts.typed(caller, requests.path(request))
    return _form_page(caller, values or event_forms.event_values(held.event, held.seats), held=held)


def submit_event_change(request: Request, event_id: str) -> Response:
    from .models import EventChangesBody

    caller, fields = requests.staff_caller(request), requests.form(request)
    identifier = event_of_path(event_id)
    held = wiring.run(read_scheduled, caller, identifier)
    try:
        body = parse_fields(EventChangesBody, event_forms.event_body(fields))
        changes = body.changes()
        if set(changes.get("themes", ())) == set(held.event.themes):
            changes.pop("themes", None)  # a form has them in its own order
        _titled(changes)
        seen = event_forms.version(fields)
        asks = _asks(held, changes, fields)
        if asks is not None:
            drafts.keep(request, caller)
            return asks
        after = wiring.run(change_event, caller, identifier, changes, body.capacities(), seen)
    except ChangedMeanwhile as failure:
        return _form_page(caller, event_forms.event_values(held.event, held.seats), failure, held)
    except (Conflict, Invalid) as failure:
        return _form_page(caller, fields, failure, held)
    return responses.redirect(f"/equipe/evenements/{identifier}?fait={_told(held, after)}")


def _asks(held: Scheduled, changes: dict[str, object], fields: forms.Fields) -> Response | None:
    """Return the page that asks before people are told of a change, unless it was answered."""
    before, told = held.event, held.seats.people
    if "confirmer" in fields or not told:
        return None
    after = before.changed(changes, wiring.now())
    if after.sequence == before.sequence:
        return None
    shown = {"before": before, "after": after, "told": told, "fields": fields}
    return responses.page("events/team/change", 200, None, **shown)


def cancel_event_form(request: Request, event_id: str) -> Response:
    held = wiring.run(read_scheduled, requests.staff_caller(request), event_of_path(event_id))
    if held.event.cancelled_at is None:
        held.event.ensure_standing(wiring.now())  # or says why not
    told = held.seats.people
    return responses.page("events/team/cancel", event=held.event, told=told)


def submit_event_cancellation(request: Request, event_id: str) -> Response:
    caller, identifier = requests.staff_caller(request), event_of_path(event_id)
    page = f"/equipe/evenements/{identifier}?fait=annulation"
    wiring.run(cancel_event, caller, identifier, form_to(request, page))
    return responses.redirect(page)


def _told(before: Scheduled, after: Scheduled) -> str:
    """Say who is told of a change: everybody, those who go from line to new seats, or nobody."""
    if after.event.sequence > before.event.sequence:
        return "moment"
    waiting = [sum(each.waiting for each in held.seats.places.values()) for held in (before, after)]
    return "places" if waiting[1] < waiting[0] else "modification"


def _titled(changes: dict[str, object]) -> None:
    """Refuse an empty title: to the API it means « unchanged », but a form always has one."""
    if "title" not in changes:
        raise InvalidFields(FieldError("title", "required"))


def _address(scheduled: Scheduled) -> str:
    done = "serie" if scheduled.event.series else "creation"
    return f"/equipe/evenements/{scheduled.event.id}?fait={done}"


def _form_page(
    caller: Caller,
    values: forms.Fields,
    failure: Conflict | Invalid | None = None,
    held: Scheduled | None = None,
) -> Response:
    if held is None:  # no story has recognised them yet
        wiring.run(member_of_team, caller)
    now = wiring.now()
    return responses.page(
        "events/team/form",
        status_of(failure) if failure else 200,
        event=held.event if held else None,
        settled=bool(held and not held.event.standing(now)),
        values=values,
        themes=wiring.themes(),
        most_meetings=AT_ONCE,
        errors=forms.error_messages(failure, values, event_forms.event_boxes(values)),
        problem=problem_of(failure) if failure else None,
        losers=failure.registrations if isinstance(failure, CapacityTooLow) else (),
    )
