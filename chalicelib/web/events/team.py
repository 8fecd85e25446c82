"""The team changes an event, or cancels it."""

from chalice.app import Request, Response

from ... import wiring
from ...domain.errors import Conflict, FieldError, Invalid, InvalidFields
from ...domain.events.events import ChangedMeanwhile
from ...domain.events.seats import CapacityTooLow
from ...workflows.events.manage_events import (
    Scheduled,
    cancel_event,
    change_event,
    read_scheduled,
)
from ..http import forms, requests, responses
from ..http.lasting import drafts
from ..http.once import form_to
from ..http.parsing import parse_fields
from ..http.paths import event_of_path
from ..http.problems import problem_of, status_of
from . import forms as event_forms


def change_event_form(request: Request, event_id: str) -> Response:
    caller = requests.staff_caller(request)
    held = wiring.run(read_scheduled, caller, event_of_path(event_id))
    values = drafts.typed(caller, requests.path(request))
    return _form_page(values or event_forms.event_values(held.event, held.seats), held)


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
        return _form_page(event_forms.event_values(held.event, held.seats), held, failure)
    except (Conflict, Invalid) as failure:
        return _form_page(fields, held, failure)
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


def _form_page(
    values: forms.Fields,
    held: Scheduled,
    failure: Conflict | Invalid | None = None,
) -> Response:
    return responses.page(
        "events/team/form",
        status_of(failure) if failure else 200,
        event=held.event,
        settled=not held.event.standing(wiring.now()),
        values=values,
        themes=wiring.offered(*held.event.themes),
        errors=forms.error_messages(failure, values, event_forms.event_boxes(values)),
        problem=problem_of(failure) if failure else None,
        losers=failure.registrations if isinstance(failure, CapacityTooLow) else (),
    )
