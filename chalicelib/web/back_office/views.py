"""Values to show of the team's days: sessions with their people, events, free slots."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from ... import asking, wiring
from ...domain.looks import days_shown
from ...domain.people.callers import Caller
from ...domain.people.staff import StaffMember
from ...domain.week.external import ExternalCalendar
from ...domain.week.holidays import holidays
from ...domain.week.working_days import working_day_from
from ...workflows.back_office.agenda import Agenda, read_agenda
from ...workflows.week.read_hours import Hours, read_hours
from ..events import views as events
from ..http.times import day_or_none, zone
from ..people import views as people
from ..sessions import views as sessions
from .grid import placed

NOTHING: dict[str, Any] = {"booking": None, "event": None, "slot": None, "person": None}
"""An entry of the agenda; some of these are then filled in."""

USUAL = (time(8), time(18))
"""From when until when a time elsewhere is shown, of each day."""


@dataclass(frozen=True)
class Away:
    """A time (UTC) of one day at which an adviser is elsewhere."""

    starts_at: datetime
    ends_at: datetime
    adviser_id: str
    adviser_name: str


def agenda(agenda: Agenda) -> dict[str, Any]:
    return {
        "sessions": [
            {
                **sessions.booking(b),
                "needs": b.needs,
                "participant": people.who(agenda.people.get(b.participant_id)),
            }
            for b in agenda.bookings
        ],
        "slots": [sessions.slot(s) for s in agenda.slots],
        "events": [events.roster(r) for r in agenda.rosters],
    }


def week(caller: Caller, monday: date, adviser: str = "") -> dict[str, Any]:
    """Return what the agenda's page shows of the seven days from `monday`, of one or of all.

    Raises Forbidden.
    """
    hours = wiring.run(read_hours, caller)
    one = next((each for each in hours.advisers if each.id == adviser), None)
    following = monday + timedelta(days=7)
    whose = one.id if one else ""
    agenda = wiring.run(read_agenda, caller, _start(monday), _start(following), whose)
    asking.about.set(days_shown(monday, following))
    return {
        "member": hours.member,
        "advisers": hours.advisers,
        "one": one,
        "monday": monday,
        "previous": monday - timedelta(days=7),
        "following": following,
        "unread": next((each for each in hours.calendars if _unread(each, hours.member)), None),
        **placed(_days(monday, agenda, _away(monday, hours, whose))),
        "themes": wiring.themes(),
        "now": wiring.now(),
        "today": _today(),
    }


def proposed() -> dict[str, Any]:
    """Return today, and the day that a form proposes: the next working one."""
    return {"today": _today(), "proposed": working_day_from(_today() + timedelta(days=1))}


def monday_of(text: str) -> date:
    """Return the Monday of a date's week; of this week for anything else."""
    return _monday(day_or_none(text) or _today())


def week_of(text: str) -> date:
    """Return the Monday of the week that is asked for; without one, of the next working day's."""
    return monday_of(text) if text else _monday(working_day_from(_today()))


def _unread(calendar: ExternalCalendar, member: StaffMember) -> bool:
    return calendar.id == member.id and calendar.unread is not None


def _away(monday: date, hours: Hours, whose: str) -> list[Away]:
    """Return when advisers are elsewhere in a week, day by day, within usual hours."""
    names = {each.id: each.name for each in hours.advisers}
    days = [monday + timedelta(days=n) for n in range(7)]
    found: list[Away] = []
    for calendar in hours.calendars:
        if whose not in ("", calendar.id):
            continue
        for each in calendar.times:
            for day in days:
                first, last = (_at(day, at) for at in USUAL)
                starts_at, ends_at = max(each.starts_at, first), min(each.ends_at, last)
                if starts_at < ends_at:
                    found.append(Away(starts_at, ends_at, calendar.id, names[calendar.id]))
    return found


def _days(monday: date, agenda: Agenda, away: list[Away]) -> list[dict[str, Any]]:
    """Return seven days, each with its sessions, events, free slots, times elsewhere, in order."""
    entries: dict[date, list[dict[str, Any]]] = {monday + timedelta(days=n): [] for n in range(7)}
    for booking in agenda.bookings:
        person = agenda.people.get(booking.participant_id)
        told = {**NOTHING, "booking": booking, "person": person, "at": booking}
        entries[_day(booking.starts_at)].append(told)
    for roster in agenda.rosters:
        event = roster.event
        seats = events.seats_taken(event, roster.seats)
        entries[_day(event.starts_at)].append(
            {**NOTHING, "event": event, "seats": seats, "at": event}
        )
    for slot in agenda.slots:
        if slot.bookable(wiring.now()):
            entries[_day(slot.starts_at)].append({**NOTHING, "slot": slot, "at": slot})
    for each in away:
        entries[_day(each.starts_at)].append({**NOTHING, "at": each})
    closed = holidays(monday, monday + timedelta(days=6), wiring.programme().holidays)
    return [
        {
            "date": day,
            "closed": closed.get(day, ""),
            "entries": sorted(found, key=lambda e: e["at"].starts_at),
        }
        for day, found in entries.items()
    ]


def _day(moment: datetime) -> date:
    return moment.astimezone(zone()).date()


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _today() -> date:
    return _day(wiring.now())


def _start(day: date) -> datetime:
    return _at(day, time())


def _at(day: date, clock: time) -> datetime:
    return datetime.combine(day, clock, zone()).astimezone(UTC)
