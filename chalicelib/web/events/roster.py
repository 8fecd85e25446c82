"""One event as the team sees it: who registered, who came, and its written summary."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from chalice.app import Request, Response

from ... import wiring
from ...domain.errors import Conflict, Invalid, NotFound
from ...domain.events.events import Event
from ...domain.events.phases import phase_of
from ...domain.events.registrations import EventRegistration
from ...domain.ids import event_of
from ...domain.people.callers import Caller
from ...domain.people.participants import Participant
from ...workflows.events.change_registration import leave_event
from ...workflows.events.follow_series import read_series
from ...workflows.events.manage_events import Roster, publish_summary, read_roster
from ...workflows.events.record_attendance import record_attendances
from ...workflows.people.read_acts import read_acts
from ..http import forms, requests, responses
from ..http.lasting import drafts
from ..http.once import form_to
from ..http.parsing import parse_fields
from ..http.paths import event_of_path, registration_of_path
from ..http.problems import problem_of, status_of
from . import views as event_views

PEOPLE = 100
"""People on one page, so that its form stays within what a form may hold; and in one file of
attestations, which is drawn in a few seconds."""


def roster_page(request: Request, event_id: str) -> Response:
    caller, done = requests.staff_caller(request), requests.query(request, "fait")
    typed = [
        drafts.typed(caller, f"{requests.path(request)}/{part}")
        for part in ("inscriptions", "bilan")
    ]
    identifier, values = event_of_path(event_id), typed[0] | typed[1]
    number, before = page_number(request), requests.query(request, "gestes")
    return show_roster(caller, identifier, number, values=values, done=done, before=before)


def submit_attendance(request: Request, event_id: str) -> Response:
    """Mark those who are listed and not ticked as absent.

    Those who came in since the page was shown stay present: `shown` lists whom it showed as
    present.
    """
    from .models import AttendancesBody

    caller, fields = requests.staff_caller(request), requests.form(request)
    identifier, number = event_of_path(event_id), page_number(request)
    try:
        body = parse_fields(AttendancesBody, _attendances(fields))
        shown = set(fields.get("shown", []))
        marks = [replace(m, corrects=m.registration_id in shown) for m in body.marks()]
        wiring.run(record_attendances, caller, identifier, marks)
    except (Conflict, Invalid) as failure:
        return show_roster(caller, identifier, number, failure)
    return responses.redirect(
        f"/equipe/evenements/{identifier}?fait=presences&page={number}#presences"
    )


def submit_summary(request: Request, event_id: str) -> Response:
    """Show the summary as it will be read (first button), or send it (second button)."""
    from .models import SummaryBody

    caller, fields = requests.staff_caller(request), requests.form(request)
    identifier = event_of_path(event_id)
    page = f"/equipe/evenements/{identifier}?fait=bilan"
    try:
        replay = forms.with_scheme(forms.first(fields, "replay_url"))
        asked = {"markdown": forms.first(fields, "markdown"), "replay_url": replay}
        body = parse_fields(SummaryBody, asked)
        if forms.first(fields, "action") != "publier":
            preview = wiring.templates().markdown(body.markdown, under=3)
            return show_roster(caller, identifier, 1, values=fields, preview=preview)
        once = form_to(request, page)
        wiring.run(publish_summary, caller, identifier, body.markdown, body.replay_url, once)
    except (Conflict, Invalid) as failure:
        return show_roster(caller, identifier, 1, failure, values=fields)
    return responses.redirect(page)


def removal_form(request: Request, event_id: str, registration_id: str) -> Response:
    caller = requests.staff_caller(request)
    identifier = _of_event(event_id, registration_id)
    roster = wiring.run(read_roster, caller, event_of_path(event_id))
    found = _registration(roster, identifier)
    return responses.page(
        "events/team/remove",
        event=roster.event,
        registration=found,
        person=roster.people.get(found.participant_id) if found else None,
        followed=_followed(roster, found),
    )


def submit_removal(request: Request, event_id: str, registration_id: str) -> Response:
    caller, identifier = requests.staff_caller(request), _of_event(event_id, registration_id)
    before = wiring.run(read_roster, caller, event_of_path(event_id))
    wiring.run(leave_event, caller, identifier)
    done = "retrait-suivante" if _followed(before, _registration(before, identifier)) else "retrait"
    return responses.redirect(f"/equipe/evenements/{before.event.id}?fait={done}")


def _registration(roster: Roster, identifier: str) -> EventRegistration | None:
    return next((each for each in roster.registrations if each.id == identifier), None)


def _followed(roster: Roster, registration: EventRegistration | None) -> bool:
    """Return whether somebody waits for the registration's seat."""
    if registration is None or not registration.seated:
        return False
    return roster.seats.places[registration.mode].waiting > 0


def _of_event(event_id: str, registration_id: str) -> str:
    """Return the registration's id. Raises NotFound for a registration of another event."""
    identifier = registration_of_path(registration_id)
    if event_of(identifier) != event_of_path(event_id):
        raise NotFound
    return identifier


def _attendances(fields: forms.Fields) -> dict[str, Any]:
    came = set(fields.get("came", []))
    return {
        "attendances": [
            {"registration_id": each, "status": "attended" if each in came else "absent"}
            for each in fields.get("registration", [])
        ]
    }


def page_number(request: Request) -> int:
    """Return the page of a long list that an address asks for, from 1."""
    text = requests.query(request, "page")
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 5 else 1


def show_roster(
    caller: Caller,
    identifier: str,
    number: int = 1,
    failure: Conflict | Invalid | None = None,
    values: forms.Fields | None = None,
    preview: Any = None,
    done: str = "",
    before: str = "",
    known: Iterable[Any] = (),
) -> Response:
    """Show an event as the team sees it; `known`: those who may be whom a form speaks of."""
    roster = wiring.run(read_roster, caller, identifier)
    event = roster.event
    return responses.page(
        "events/team/event",
        status_of(failure) if failure else 200,
        event=event,
        phase=phase_of(event, wiring.now()),
        begun=event.begun(wiring.now()),
        themes=wiring.themes(),
        consent=wiring.programme().event_consent,
        seats=event_views.seats_taken(event, roster.seats),
        values=values or {},
        preview=preview,
        description=wiring.templates().markdown(event.description, under=1),
        summary=wiring.templates().markdown(event.summary, under=3),
        errors=forms.error_messages(failure, values or {}),
        meant="" if failure else forms.address_meant(values or {}),
        problem=problem_of(failure) if failure else None,
        done=done,
        known=known,
        reached=roster.seats.people,
        acts=wiring.run(read_acts, caller, identifier, before),
        **_series(event),
        **_people(roster, number),
    )


def _series(event: Event) -> dict[str, Any]:
    if not event.series:
        return {"series": None, "meetings": []}
    series, meetings = wiring.run(read_series, event.series, "")
    return {"series": series, "meetings": meetings}


def _people(roster: Roster, number: int) -> dict[str, Any]:
    """Return each mode's line, and one page of those whose attendance is taken."""
    seated = [each for each in roster.registrations if each.seated]
    if roster.event.begun(wiring.now()):  # names are looked for then, not the order of arrival
        seated.sort(key=lambda each: _sorted_by(roster.people.get(each.participant_id)))
    came = sum(each.attended for each in seated)
    pages = max(1, -(-len(seated) // PEOPLE))
    number = min(number, pages)
    return {
        "seated": [_line(r, roster) for r in seated[(number - 1) * PEOPLE : number * PEOPLE]],
        "waiting": {
            mode.value: [_line(r, roster) for r in _line_of(roster, mode.value)]
            for mode in roster.event.modes
        },
        "came": came,
        "files": -(-came // PEOPLE),
        "total": len(seated),
        "number": number,
        "pages": pages,
    }


def _line_of(roster: Roster, mode: str) -> list[EventRegistration]:
    return [each for each in roster.registrations if each.waits and each.mode.value == mode]


def _line(registration: EventRegistration, roster: Roster) -> dict[str, Any]:
    return {"of": registration, "person": roster.people.get(registration.participant_id)}


def _sorted_by(person: Participant | None) -> str:
    return person.profile.full_name.casefold() if person else ""
