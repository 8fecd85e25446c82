"""A new event: a step after the other, what was typed kept from each to the next."""

import re
from typing import Any
from uuid import uuid4

from chalice.app import Request, Response

from .... import wiring
from ....domain.errors import Conflict, Invalid, InvalidFields, NotFound
from ....domain.events.events import Event
from ....domain.events.series import AT_ONCE
from ....domain.people.callers import Caller
from ....domain.week.holidays import holidays
from ....workflows.events.manage_events import Scheduled, create_event, read_scheduled
from ....workflows.events.plan_series import create_series
from ....workflows.events.propose_event import Proposal, propose_event
from ...http import forms, requests, responses
from ...http.lasting import drafts
from ...http.once import form_once
from ...http.paths import event_of_path
from ...http.problems import problem_of, status_of
from ...http.times import zone
from .. import forms as event_forms
from . import steps

LIST, PAGE = "/equipe/evenements", "/equipe/evenements/nouveau"
KEY = re.compile("[0-9a-f]{20}")
BOX = "brouillon"
"""Names the draft that a form is kept as, in a hidden field."""


def new_event_form(request: Request) -> Response:
    """Show the first step: blank, as another event, or as it was when a session ended."""
    caller, model = requests.staff_caller(request), requests.query(request, "copie")
    if model:
        held = wiring.run(read_scheduled, caller, event_of_path(model))
        copied = event_forms.copied(event_forms.event_values(held.event, held.seats))
        return _page(_new_key(), copied, _proposal(caller, copied))
    values = drafts.typed(caller, LIST)
    key, proposal = forms.first(values, BOX), _proposal(caller, values)
    return _page(key, values, proposal, _left_at(values))


def event_step(request: Request, draft: str) -> Response:
    caller, key = requests.staff_caller(request), key_of_path(draft)
    values = drafts.typed(caller, f"{PAGE}/{key}")
    asked = requests.query(request, "etape") or _left_at(values)
    return _page(key, values, _proposal(caller, values), asked)


def submit_step(request: Request, draft: str) -> Response:
    """Keep the form, and go on to the step that its button names; forward only if all is right."""
    caller, key, fields = requests.staff_caller(request), key_of_path(draft), requests.form(request)
    here, to = steps.step_of(forms.first(fields, "etape")), forms.first(fields, "vers")
    if steps.leads_on(here, to):
        proposal = _proposal(caller, fields)
        values = steps.filled(fields, proposal)
        wrong = steps.trouble(values, proposal.usual, steps.before(to))
        if wrong is not None:
            return _page(key, fields, proposal, failure=wrong)
    drafts.keep(request, caller, f"{PAGE}/{key}")
    if to == "liste":
        return responses.redirect(f"{LIST}?fait=brouillon")
    return responses.redirect(f"{PAGE}/{key}?etape={steps.step_of(to or here)}")


def submit_event(request: Request) -> Response:
    caller, fields = requests.staff_caller(request), requests.form(request)
    once, key = form_once(request, _address), forms.first(fields, BOX)
    proposal = _proposal(caller, fields)
    try:
        body = steps.checked(fields, proposal.usual)
        capacities = body.capacity.capacities()
        if body.meetings > 1:
            created = wiring.run(create_series, caller, body.series(), capacities, once)
        else:
            created = wiring.run(create_event, caller, body.draft(), capacities, once)
    except (Conflict, Invalid) as failure:
        return _page(key, fields, proposal, failure=failure)
    if KEY.fullmatch(key):
        drafts.erase(caller.person_id, f"{PAGE}/{key}")
    return responses.redirect(once.answer(created)[1])


def _address(scheduled: Scheduled) -> str:
    done = "serie" if scheduled.event.series else "creation"
    return f"{LIST}/{scheduled.event.id}?fait={done}"


def key_of_path(draft: str) -> str:
    """Return the key of a draft. Raises NotFound for anything else."""
    if not KEY.fullmatch(draft):
        raise NotFound
    return draft


def _new_key() -> str:
    return uuid4().hex[:20]


def _left_at(values: forms.Fields) -> str:
    """Return the step that a draft was going to, or was at."""
    to = forms.first(values, "vers")
    return to if to in steps.STEPS else forms.first(values, "etape")


def _proposal(caller: Caller, fields: forms.Fields) -> Proposal:
    found: Proposal = wiring.run(propose_event, caller, steps.kind_in(fields))
    return found


def _page(
    key: str,
    typed: forms.Fields,
    proposal: Proposal,
    asked: str = "",
    failure: Conflict | Invalid | None = None,
) -> Response:
    step = steps.step_of_trouble(failure) if failure else steps.reached(typed, steps.step_of(asked))
    values = steps.placed(steps.filled(typed, proposal), proposal.places)
    return responses.page(
        "events/team/new",
        status_of(failure) if failure else 200,
        key=key if KEY.fullmatch(key) else _new_key(),
        step=step,
        onward=steps.after(step),
        back=steps.before(step),
        hidden=_hidden(typed, step),
        values=values,
        usual=proposal.usual,
        places=[(steps.place_value(each), each) for each in proposal.places],
        themes=wiring.offered(),
        most_meetings=AT_ONCE,
        errors=forms.error_messages(
            steps.told_in(failure, step, typed), typed, event_forms.event_boxes(typed)
        ),
        problem=problem_of(failure) if failure else None,
        **_told(values, proposal, step),
    )


def _hidden(typed: forms.Fields, step: str) -> forms.Fields:
    """Return what the other steps hold, to be sent with this one."""
    others = {box for name, boxes in steps.STEPS.items() if name != step for box in boxes}
    return {name: value for name, value in typed.items() if name in others}


def _told(values: forms.Fields, proposal: Proposal, step: str) -> dict[str, Any]:
    """Return what the last step shows: the event as it will be, and what else is on its days."""
    if step != steps.LAST:
        return {"event": None}
    known = {name: value for name, value in values.items() if name not in steps.STEPS[steps.LAST]}
    try:
        body = steps.checked(known, proposal.usual)
    except InvalidFields:
        return {"event": None}
    event = body.draft()
    return {
        "event": event,
        "capacities": body.capacity.capacities(),
        "meetings": body.meetings,
        "meanwhile": _meanwhile(event, proposal.planned),
        "closed": _off(event),
    }


def _meanwhile(event: Event, planned: tuple[Event, ...]) -> list[Event]:
    return [e for e in planned if e.starts_at < event.ends_at and event.starts_at < e.ends_at]


def _off(event: Event) -> str:
    """Return the name of the holiday on which an event begins, if it does."""
    day = event.starts_at.astimezone(zone()).date()
    return holidays(day, day, wiring.programme().holidays).get(day, "")
