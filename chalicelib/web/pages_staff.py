"""The team's pages: agenda, availabilities, a session and its outcome."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from chalice.app import Blueprint, Request, Response

from .. import wiring
from ..adapters.links import LIFETIMES, Purpose
from ..adapters.markdown import notes_html
from ..domain.errors import Conflict, InvalidFields, NotFound
from ..domain.people import Caller, StaffMember
from ..workflows.agenda import read_agenda, read_session
from ..workflows.book_session import cancel_session
from ..workflows.open_slots import open_slots, withdraw_slot
from ..workflows.record_outcome import record_outcome
from ..workflows.sign_in_staff import request_sign_in, staff_member
from . import event_shown, forms, requests, responses
from .parsing import parse_fields
from .problems import problem_of, status_of
from .responses import STAFF_COOKIE
from .routing import page

blueprint = Blueprint(__name__)

NOTHING: dict[str, Any] = {"booking": None, "event": None, "slot": None, "person": None}
"""An entry of the agenda, of which one or the other is there."""


@page(blueprint, "GET", "/equipe")
def agenda_page(request: Request) -> Response:
    caller = requests.staff_caller(request)
    done = requests.query(request, "fait")
    return _agenda_page(caller, _monday(requests.query(request, "semaine")), {}, done=done)


@page(blueprint, "POST", "/equipe/plages")
def submit_availability(request: Request) -> Response:
    from .models import AvailabilityBody

    caller, fields = requests.staff_caller(request), requests.form(request)
    member = wiring.run(staff_member, caller)
    monday = _monday(forms.first(fields, "day"))
    try:
        body = parse_fields(AvailabilityBody, forms.availability_body(fields, member.email))
        wiring.run(open_slots, caller, body.adviser, body.opening(), None)
    except (Conflict, InvalidFields) as failure:
        return _agenda_page(caller, monday, fields, failure)
    return responses.redirect(f"/equipe?semaine={monday}&fait=plages")


@page(blueprint, "POST", "/equipe/plages/{slot_id}/retirer")
def submit_withdrawal(request: Request, slot_id: str) -> Response:
    caller = requests.staff_caller(request)
    wiring.run(withdraw_slot, caller, requests.identifier(slot_id))
    monday = _monday(forms.first(requests.form(request), "day"))
    return responses.redirect(f"/equipe?semaine={monday}&fait=retrait")


@page(blueprint, "GET", "/equipe/rencontres/{booking_id}")
def session_page(request: Request, booking_id: str) -> Response:
    caller = requests.staff_caller(request)
    return _session_page(caller, booking_id, {}, done=requests.query(request, "fait"))


@page(blueprint, "POST", "/equipe/rencontres/{booking_id}")
def submit_outcome(request: Request, booking_id: str) -> Response:
    from .models import OutcomeBody

    caller, fields = requests.staff_caller(request), requests.form(request)
    identifier = requests.identifier(booking_id)
    try:
        if forms.first(fields, "outcome") == "cancelled":
            wiring.run(cancel_session, caller, identifier)
        else:
            report = parse_fields(OutcomeBody, forms.outcome_body(fields)).report()
            wiring.run(record_outcome, caller, identifier, report, None)
    except (Conflict, InvalidFields) as failure:
        return _session_page(caller, booking_id, fields, failure)
    return responses.redirect(f"/equipe/rencontres/{identifier}?fait=suivi")


@page(blueprint, "POST", "/equipe/lien")
def ask_sign_in(request: Request) -> Response:
    """The same answer whether the address is one of the team's or not."""
    wiring.run(request_sign_in, forms.first(requests.form(request), "email")[:254])
    return responses.page("staff_sign_in", problem=None, sent=True)


@page(blueprint, "GET", "/equipe/connexion")
def sign_in_page(request: Request) -> Response:
    """Shows a button: opening a link changes nothing, mail scanners open them."""
    token = requests.query(request, "jeton")
    wiring.links().read(Purpose.SIGN_IN, token, wiring.now())
    return responses.page("staff_enter", token=token)


@page(blueprint, "POST", "/equipe/connexion")
def enter(request: Request) -> Response:
    token = forms.first(requests.form(request), "jeton")
    links, now = wiring.links(), wiring.now()
    subject, epoch = links.read(Purpose.SIGN_IN, token, now)
    wiring.run(staff_member, Caller(subject, epoch, staff=True))
    session = links.token(Purpose.STAFF, subject, epoch, now)
    seconds = int(LIFETIMES[Purpose.STAFF].total_seconds())
    return responses.redirect("/equipe", [responses.set_cookie(STAFF_COOKIE, session, seconds)])


@page(blueprint, "POST", "/equipe/quitter")
def staff_leave(request: Request) -> Response:
    return responses.redirect("/equipe", [responses.clear_cookie(STAFF_COOKIE)])


def _agenda_page(
    caller: Caller,
    monday: date,
    values: dict[str, list[str]],
    failure: Conflict | InvalidFields | None = None,
    done: str = "",
) -> Response:
    member = wiring.run(staff_member, caller)
    agenda = wiring.run(read_agenda, caller, _start(monday), _start(monday + timedelta(days=7)))
    return responses.page(
        "staff_agenda",
        status_of(failure) if failure else 200,
        member=member,
        monday=monday,
        previous=monday - timedelta(days=7),
        following=monday + timedelta(days=7),
        days=_days(
            monday,
            agenda.bookings,
            [slot for slot in agenda.slots if slot.bookable(wiring.now())],
            agenda.people,
            agenda.rosters,
        ),
        themes=wiring.themes(),
        values=values,
        errors=forms.error_messages(failure) if isinstance(failure, InvalidFields) else {},
        problem=problem_of(failure) if failure else None,
        done=done,
        today=_today(),
        proposed=max(monday, _next_working_day()),
    )


def _days(
    monday: date, bookings: Any, slots: Any, people: Any, rosters: Any
) -> list[dict[str, Any]]:
    """Seven days, each with its entries in order: sessions with who comes, events, free slots."""
    zone = ZoneInfo(wiring.programme().zone)
    entries: dict[date, list[dict[str, Any]]] = {monday + timedelta(days=n): [] for n in range(7)}
    for booking in bookings:
        day = booking.starts_at.astimezone(zone).date()
        person = people.get(booking.participant_id)
        entries[day].append({**NOTHING, "booking": booking, "person": person, "at": booking})
    for roster in rosters:
        day, event = roster.event.starts_at.astimezone(zone).date(), roster.event
        seats = event_shown.seats(event, roster.seats)
        entries[day].append({**NOTHING, "event": event, "seats": seats, "at": event})
    for slot in slots:
        day = slot.starts_at.astimezone(zone).date()
        entries[day].append({**NOTHING, "slot": slot, "at": slot})
    return [
        {"date": day, "entries": sorted(found, key=lambda e: e["at"].starts_at)}
        for day, found in entries.items()
    ]


def _session_page(
    caller: Caller,
    booking_id: str,
    values: dict[str, list[str]],
    failure: Conflict | InvalidFields | None = None,
    done: str = "",
) -> Response:
    from markupsafe import Markup

    member: StaffMember = wiring.run(staff_member, caller)
    booking, person, document = wiring.run(read_session, caller, requests.identifier(booking_id))
    if person is None:
        raise NotFound
    return responses.page(
        "staff_session",
        status_of(failure) if failure else 200,
        member=member,
        booking=booking,
        person=person,
        unmade=document is not None and document.failed,
        theme=wiring.themes().get(booking.theme),
        themes=wiring.themes(),
        values=values,
        rows=forms.ROWS,
        errors=forms.error_messages(failure) if isinstance(failure, InvalidFields) else {},
        problem=problem_of(failure) if failure else None,
        done=done,
        begun=booking.starts_at <= wiring.now(),
        notes=Markup(notes_html(booking.report.notes)) if booking.report else "",  # noqa: S704
    )


def _today() -> date:
    return wiring.now().astimezone(ZoneInfo(wiring.programme().zone)).date()


def _next_working_day() -> date:
    tomorrow = _today() + timedelta(days=1)
    return tomorrow + timedelta(
        days=max(0, 7 - tomorrow.weekday()) if tomorrow.weekday() > 4 else 0
    )


def _monday(text: str) -> date:
    """The Monday of the week a date is in; of this week for anything else."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = _today()
    if not 2000 <= day.year <= 2100:
        day = _today()
    return day - timedelta(days=day.weekday())


def _start(day: date) -> datetime:
    zone = ZoneInfo(wiring.programme().zone)
    return datetime.combine(day, time(), zone).astimezone(UTC)
