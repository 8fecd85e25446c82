"""The team's first page: today, what waits, the next free hour; the same by the API."""

from datetime import date, datetime, time, timedelta
from typing import Any

from chalice.app import Request, Response

from ... import wiring
from ...domain.people.callers import Caller
from ...domain.sessions.bookings import Booking
from ...workflows.back_office.read_today import SHOWN, Today, read_today
from ...workflows.telephone.read_calls import COUNTED
from ..events import views as events
from ..http import requests, responses
from ..http.times import is_day, local, local_or_none, zone
from ..people import views as people
from ..sessions import views as sessions

SAID_AT_MOST = 240
"""Characters of what was said last time, and of what is asked for, in the list of the day."""


def today_page(request: Request) -> Response:
    caller = requests.staff_caller(request)
    week = requests.query(request, "semaine")
    if week:  # as mails and marks of before have it
        done = requests.query(request, "fait")
        day = week if is_day(week) else ""
        return responses.redirect(f"/equipe/semaine?semaine={day}" + (f"&fait={done}" * bool(done)))
    return responses.page("back_office/today", **_page(_read(caller)))


def get_today(request: Request) -> Response:
    today = _read(requests.api_caller(request))
    return responses.as_json(
        {
            "sessions": [_session(booking, today) for booking in today.sessions],
            "events": [events.staff_event(each) for each in today.events],
            "to_do": [
                {"kind": each.kind.value, "id": each.id, "since": local(each.since)}
                for each in today.waiting
            ],
            "calls": today.calls,
            "next_free_at": local_or_none(today.next_free.starts_at if today.next_free else None),
        }
    )


def _read(caller: Caller) -> Today:
    day = wiring.now().astimezone(zone()).date()
    return wiring.run(read_today, caller, _start(day), _start(day + timedelta(days=1)))


def _session(booking: Booking, today: Today) -> dict[str, Any]:
    last = today.last.get(booking.participant_id)
    return {
        **sessions.booking(booking),
        "needs": booking.needs,
        "meeting_url": booking.meeting_url,
        "participant": people.who(today.people.get(booking.participant_id)),
        "last_time": {"held_at": local(last.starts_at), "said": said(last)} if last else None,
    }


def _page(today: Today) -> dict[str, Any]:
    """Return what the page shows."""
    return {
        "member": today.member,
        "now": wiring.now(),
        "sessions": [{"booking": b, **_about(b, today)} for b in today.sessions],
        "events": [
            {"event": each.event, "seats": events.seats_taken(each.event, each.seats)}
            for each in today.events
        ],
        "coming": today.coming and {"booking": today.coming, **_about(today.coming, today)},
        "waiting": [
            {"kind": each.kind.value, "since": each.since, **_thing(today.things[each.id], today)}
            for each in today.waiting[:SHOWN]
        ],
        "more": max(0, len(today.waiting) - SHOWN),
        "calls": min(today.calls, COUNTED),
        "more_calls": today.calls > COUNTED,
        "next_free": today.next_free,
        "free_on": today.next_free and today.next_free.starts_at.astimezone(zone()).date(),
        "wanted": today.wanted,
        "themes": wiring.themes(),
        "steps_left": today.steps_left,
    }


def _about(booking: Booking, today: Today) -> dict[str, Any]:
    last = today.last.get(booking.participant_id)
    return {
        "person": today.people.get(booking.participant_id),
        "needs": _shortened(booking.needs),
        "last": last,
        "said": said(last) if last else "",
    }


def _thing(thing: Any, today: Today) -> dict[str, Any]:
    if isinstance(thing, Booking):
        return {"thing": thing, "person": today.people.get(thing.participant_id)}
    return {"thing": thing, "person": today.people.get(getattr(thing, "person_id", ""))}


def said(booking: Booking) -> str:
    """Return the first line of the notes of a session, without the marks of Markdown."""
    text = booking.report.notes if booking.report else ""
    lines = (line.strip(" \t#>*-_") for line in text.splitlines())
    return _shortened(next(filter(None, lines), ""))


def _shortened(text: str) -> str:
    return text if len(text) <= SAID_AT_MOST else f"{text[:SAID_AT_MOST].rstrip()}…"


def _start(day: date) -> datetime:
    return datetime.combine(day, time(), zone())
