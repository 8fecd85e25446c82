"""The API of the team for events: create, change, cancel; who came; the summary."""

from chalice.app import Request, Response

from ... import wiring
from ...workflows.events.manage_events import (
    cancel_event,
    change_event,
    create_event,
    publish_summary,
)
from ...workflows.events.record_attendance import record_attendances
from ..http import requests, responses
from ..http.parsing import parse
from ..http.paths import event_of_path
from . import views as event_views


def post_event(request: Request) -> Response:
    from .models import EventBody

    caller = requests.api_member(request)
    once = requests.once(request, caller.person_id, 201, event_views.staff_event)
    body = parse(EventBody, requests.body(request))
    capacities = body.capacity.capacities()
    created = wiring.run(create_event, caller, body.draft(), capacities, once)
    return responses.answer(once, created)


def patch_event(request: Request, event_id: str) -> Response:
    from .models import EventChangesBody

    caller = requests.api_member(request)
    body = parse(EventChangesBody, requests.body(request))
    identifier = event_of_path(event_id)
    changed = wiring.run(change_event, caller, identifier, body.changes(), body.capacities())
    return responses.as_json(event_views.staff_event(changed))


def post_event_cancellation(request: Request, event_id: str) -> Response:
    caller = requests.api_member(request)
    once = requests.once(request, caller.person_id, 200, event_views.staff_event)
    cancelled = wiring.run(cancel_event, caller, event_of_path(event_id), once)
    return responses.answer(once, cancelled)


def put_attendance(request: Request, event_id: str) -> Response:
    from .models import AttendancesBody

    caller = requests.api_member(request)
    marks = parse(AttendancesBody, requests.body(request)).marks()
    recorded = wiring.run(record_attendances, caller, event_of_path(event_id), marks)
    shown = [{"registration_id": each.id, "status": each.status.value} for each in recorded]
    return responses.as_json({"attendances": shown})


def post_summary(request: Request, event_id: str) -> Response:
    from .models import SummaryBody

    caller = requests.api_member(request)
    once = requests.once(request, caller.person_id, 200, event_views.staff_event)
    body = parse(SummaryBody, requests.body(request))
    event_id = event_of_path(event_id)
    told = wiring.run(publish_summary, caller, event_id, body.markdown, body.replay_url, once)
    return responses.answer(once, told)
