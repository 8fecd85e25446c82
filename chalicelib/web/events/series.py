"""A series of meetings: one form for one of them or for all; the team plans the next."""

import re
from contextlib import suppress
from datetime import timedelta
from typing import Any

from chalice.app import Request, Response

from ... import wiring
from ...domain.errors import (
    Conflict,
    FieldError,
    Invalid,
    InvalidFields,
    NotFound,
    SessionEnded,
    Unauthenticated,
)
from ...domain.events import series as rules
from ...domain.events.events import Event, Mode
from ...domain.events.phases import Phase, phase_of
from ...domain.events.series import Series, SeriesNotFound
from ...domain.people.callers import Caller
from ...domain.receipts import FORM_KEY
from ...workflows.callers import member_of_team
from ...workflows.events.follow_series import (
    Meeting,
    read_series,
    register_for_meetings,
    register_guest_for_meetings,
)
from ...workflows.events.manage_events import read_event
from ...workflows.events.plan_series import NextMeeting, plan_next
from ...workflows.events.register_for_event import GuestRequest
from ...workflows.surveys.answer_on_the_spot import recognised
from ..http import forms, requests, responses
from ..http.guarding import limits
from ..http.lasting import drafts
from ..http.moments import typed_moment
from ..http.parsing import parse_fields
from ..http.paths import event_of_path
from ..http.problems import problem_of, status_of
from ..http.times import zone
from . import views as event_views
from .forms import NEXT_BOXES, guest_seat_body


def series_page(request: Request, series_id: str) -> Response:
    caller = _reader(request)
    series, meetings = _series(series_id, caller)
    return _series_page(
        series,
        meetings,
        caller,
        chosen=requests.query(request, "choisies").split("."),
        done=requests.query(request, "fait"),
    )


def submit_series(request: Request, series_id: str) -> Response:
    """Register for the chosen meetings.

    Safe to repeat: the page after it shows the registrations as they are kept.
    """
    fields, caller = forms.answered(requests.form(request)), _reader(request)
    if caller is None:
        _count(request, fields)
    series, meetings = _series(series_id, caller)
    everything = bool(forms.first(fields, "toutes"))
    chosen = [m for m in meetings if everything or m.event.id in fields.get("meetings", [])]
    try:
        mode = _mode(fields)
        if not chosen:
            raise InvalidFields(FieldError("meetings", "too_few", 1))
        if caller is None and forms.address_meant(fields):
            return _series_page(series, meetings, caller, fields=fields)
        _register(caller, chosen, mode, fields)
    except InvalidFields as failure:
        return _series_page(series, meetings, caller, fields=fields, failure=failure)
    told = f"choisies={'.'.join(each.event.id for each in chosen)}" if caller else "fait=recu"
    return responses.redirect(f"/evenements/series/{series.id}?{told}")


def _count(request: Request, fields: forms.Fields) -> None:
    """Count a guest's form, if it goes on: before the series is read. Raises TooMany."""
    from .models import GuestSeatBody

    with suppress(InvalidFields):
        body = parse_fields(GuestSeatBody, guest_seat_body(fields))
        if not forms.address_meant(fields):
            limits.count(request, body.email)


def next_meeting_page(request: Request, event_id: str) -> Response:
    caller = requests.staff_caller(request)
    return _next_page(caller, event_of_path(event_id), drafts.typed(caller, requests.path(request)))


def submit_next_meeting(request: Request, event_id: str) -> Response:
    from .models_series import NextMeetingBody

    caller, fields = requests.staff_caller(request), requests.form(request)
    identifier, key = event_of_path(event_id), forms.first(fields, FORM_KEY)
    if not re.fullmatch(r"[0-9a-f]{20}", key):
        raise NotFound
    try:
        body = parse_fields(NextMeetingBody, _next_body(fields))
        wanted = NextMeeting(key, body.title, body.series_title, body.starts_at, body.ends_at)
        planned = wiring.run(plan_next, caller, identifier, wanted)
    except (Conflict, Invalid) as failure:
        return _next_page(caller, identifier, fields, failure)
    return responses.redirect(f"/equipe/evenements/{planned.id}?fait=rencontre")


def _reader(request: Request) -> Caller | None:
    """Return the participant of this browser's session, if there is one."""
    try:
        caller = requests.participant_caller(request)
    except Unauthenticated:
        return None
    return caller if wiring.run(recognised, caller) else None


def _series(value: str, caller: Caller | None) -> tuple[Series, list[Meeting]]:
    try:
        identifier = requests.identifier(value)
    except NotFound:
        raise SeriesNotFound from None
    found: tuple[Series, list[Meeting]] = wiring.run(
        read_series, identifier, caller.person_id if caller else ""
    )
    return found


def _register(
    caller: Caller | None, chosen: list[Meeting], mode: Mode, fields: forms.Fields
) -> None:
    """Register for each meeting in the mode wanted, or in the only one it has."""
    wanted = [(each.event.id, _mode_of(each.event, mode)) for each in chosen]
    if caller is not None:
        wiring.run(register_for_meetings, caller, wanted)
        return
    if not any(each.event.public for each in chosen):
        raise SessionEnded
    from .models import GuestSeatBody

    body = parse_fields(GuestSeatBody, {**guest_seat_body(fields), "mode": mode.value})
    asked = [GuestRequest(body.person(), identifier, each) for identifier, each in wanted]
    wiring.run(register_guest_for_meetings, asked)


def _mode(fields: forms.Fields) -> Mode:
    from .models import SeatBody

    return parse_fields(SeatBody, {"mode": forms.first(fields, "mode")}).mode


def _mode_of(event: Event, wanted: Mode) -> Mode:
    return wanted if wanted in event.modes else event.modes[0]


def _series_page(
    series: Series,
    meetings: list[Meeting],
    caller: Caller | None,
    fields: forms.Fields | None = None,
    failure: InvalidFields | None = None,
    chosen: list[str] | None = None,
    done: str = "",
) -> Response:
    shown = [_shown(each) for each in meetings]
    modes = sorted({mode for each in shown if each["free"] for mode in each["event"].modes})
    return responses.page(
        "events/series",
        422 if failure else 200,
        series=series,
        shown=shown,
        modes=modes,
        known=caller is not None,
        public=all(each.event.public for each in meetings),
        chosen=chosen or [],
        done=done,
        values=fields or {},
        errors=forms.error_messages(failure, fields or {}),
        meant="" if failure else forms.address_meant(fields or {}),
        consents=wiring.programme().event_consents,
    )


def _shown(meeting: Meeting) -> dict[str, Any]:
    """Return a meeting's values; `free` says whether the reader may still register."""
    event, held = meeting.event, meeting.registration
    phase = phase_of(event, wiring.now())
    is_open = phase is Phase.OPEN
    return {
        "event": event,
        "phase": phase,
        "seats": event_views.for_strangers(event_views.seats(event, meeting.seats)),
        "registration": held,
        "position": meeting.position,
        "open": is_open,
        "free": is_open and not (held and held.stands),
    }


def _next_body(fields: forms.Fields) -> dict[str, Any]:
    day = forms.first(fields, "day")
    return {
        "title": forms.first(fields, "title"),
        "series_title": forms.first(fields, "series_title") or forms.first(fields, "title"),
        "starts_at": typed_moment(day, forms.first(fields, "from")),
        "ends_at": typed_moment(day, forms.first(fields, "to")),
    }


def _next_page(
    caller: Caller,
    event_id: str,
    fields: forms.Fields,
    failure: Conflict | Invalid | None = None,
) -> Response:
    wiring.run(member_of_team, caller)
    event = wiring.run(read_event, event_id).event
    return responses.page(
        "events/team/next_meeting",
        status_of(failure) if failure else 200,
        event=event,
        values=fields or _proposed(event),
        errors=forms.error_messages(failure, fields, NEXT_BOXES),
        problem=problem_of(failure) if failure else None,
    )


def _proposed(event: Event) -> forms.Fields:
    """Propose a day after the series' last, at the pace of the last two; or after four weeks."""
    meetings = _series(event.series, None)[1] if event.series else []
    before, last = [event, event, *(each.event for each in meetings)][-2:]
    starts, ends = last.starts_at.astimezone(zone()), last.ends_at.astimezone(zone())
    pace = starts.date() - before.starts_at.astimezone(zone()).date() or timedelta(weeks=4)
    return {
        "title": [rules.next_title(last.title)],
        "series_title": [rules.title_of_all(event.title)],
        "day": [(starts.date() + pace).isoformat()],
        "from": [f"{starts:%H:%M}"],
        "to": [f"{ends:%H:%M}"],
    }
