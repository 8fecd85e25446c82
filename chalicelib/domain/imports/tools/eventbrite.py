"""Attendees of Eventbrite: the attendee summary report, of one event or of several.

Columns: Order # (Order no., Order ID), Order Date, First Name, Last Name (Surname), Email,
Quantity, Ticket Type, Attendee #, Attendee Status, Event Name, Event Start Date, Check-In Date.
Sources: Eventbrite help 291888 (statuses: attending, checked in, not attending, refunded …) and
exported files that people published. None of them was in French: the French names are
translations, and what is named otherwise is matched by the person.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ..folding import slug
from ..grids import Grid
from .exports import (
    ASK_NEWCOMERS,
    LONGEST_KEY,
    LONGEST_REF,
    Ask,
    Context,
    Gathering,
    Newcomer,
    Said,
    Taken,
    Tool,
    asks_of_dates,
    asks_of_meeting,
    moments_of,
    names_of,
    take_attendance,
    take_meeting,
    take_newcomer,
)
from .headers import Header, Line, words
from .moments import Moments

ALIASES: Mapping[str, Sequence[str]] = {
    "order": (
        "order no",
        "order id",
        "order number",
        "n o de commande",
        "no de commande",
        "numero de commande",
    ),
    "given": ("first name", "attendee first name", "prenom", "prenom du participant"),
    "family": ("last name", "surname", "attendee surname", "nom de famille", "nom"),
    "name": ("name", "attendee name", "nom du participant", "nom complet"),
    "email": (
        "email",
        "attendee email",
        "email address",
        "adresse e mail",
        "e mail",
        "courriel",
        "adresse courriel",
    ),
    "buyer": (
        "buyer email",
        "purchaser email",
        "e mail de l acheteur",
        "adresse e mail de l acheteur",
    ),
    "status": (
        "attendee status",
        "statut du participant",
        "statut de participant",
        "etat du participant",
    ),
    "checked": (
        "check in date",
        "checked in date",
        "checked in",
        "check in status",
        "date d enregistrement",
        "enregistre",
        "statut d enregistrement",
    ),
    "event": ("event name", "nom de l evenement"),
    "event_id": ("event id", "id de l evenement", "identifiant de l evenement"),
    "date": (
        "event start date",
        "event date",
        "date de debut de l evenement",
        "date de l evenement",
    ),
    "time": ("event start time", "heure de debut de l evenement"),
}

CHECKED_IN, REGISTERED = "checked_in", "registered"
"""Who was present: those checked in at the door, or all who were registered."""

PRESENT = {"checked in", "attended", "enregistre", "enregistree", "present", "presente"}
EXPECTED = {"attending", "participe", "inscrit", "inscrite", "y participe", "confirme"}
"""Of a status, as `words` writes it; any other is of somebody whose seat was given back."""

_NOT = {"", "no", "non", "false", "faux", "0", "not checked in", "non enregistre"}


def _asks(grid: Grid, header: Header, context: Context) -> list[Ask]:
    lines = list(header.lines(grid))
    asked = asks_of_dates([line["date"] for line in lines])
    checked = any(map(_checked_in, lines))
    presence = Ask("presence", "presence", proposed=CHECKED_IN if checked else "")
    meetings = _meetings(lines, _moments(lines, {}, context))
    of_meetings = [
        ask for gathering in meetings.values() for ask in asks_of_meeting(gathering, context)
    ]
    return [*asked, presence, *of_meetings, Ask("mode", "mode", proposed="online"), ASK_NEWCOMERS]


def _take(grid: Grid, header: Header, said: Said, context: Context) -> Taken:
    taken, lines = Taken(header.number), list(header.lines(grid))
    moments, refs = _moments(lines, said, context), dict[str, str]()
    meetings, mode = _meetings(lines, moments), said.get("mode") or "online"
    for at, gathering in enumerate(meetings.values(), 1):
        refs[gathering.key] = take_meeting(
            taken, header.number + at, replace(gathering, mode=mode), said
        )
    seen: dict[tuple[str, str], int] = {}
    for line in lines:
        email = (line["email"] or line["buyer"]).lower()
        status = _status(line, said.get("presence", ""))
        ref = refs[_key(line)]
        if not email:
            taken.leave_out(line.number, "no_address", _name(line))
            continue
        first = seen.setdefault((ref, email), line.number)
        if first != line.number:
            taken.leave_out(line.number, "same_address", email)
            if status != "attended":
                continue
        take_attendance(taken, first, ref, email, mode, status)
        take_newcomer(taken, first, _newcomer(line, email, meetings, moments), said, context)
    return taken


def _status(line: Line, presence: str) -> str:
    status = words(line["status"])
    if _checked_in(line):
        return "attended"
    if status not in EXPECTED:
        return "cancelled"
    return "attended" if presence == REGISTERED else "absent" if presence else ""


def _checked_in(line: Line) -> bool:
    return words(line["status"]) in PRESENT or words(line["checked"]) not in _NOT


def _meetings(lines: Sequence[Line], moments: Moments) -> dict[str, Gathering]:
    """Return the meetings by key, in the order in which they come."""
    found: dict[str, Gathering] = {}
    for line in lines:
        key = _key(line)
        if key not in found:
            starts_at = moments.moment(f"{line['date']} {line['time']}".strip())
            ref = f"eventbrite-{line['event_id'] or slug(line['event']) or '1'}"[:LONGEST_REF]
            found[key] = Gathering(key, ref, line["event"], starts_at, "", "online")
    return found


def _key(line: Line) -> str:
    return slug(f"{line['event_id']} {line['date']} {line['event']}")[:LONGEST_KEY] or "1"


def _name(line: Line) -> str:
    return line["name"] or f"{line['given']} {line['family']}".strip()


def _newcomer(
    line: Line, email: str, meetings: Mapping[str, Gathering], moments: Moments
) -> Newcomer:
    return Newcomer(email, *names_of(line), meetings[_key(line)].starts_at[:10])


def _moments(lines: Sequence[Line], said: Said, context: Context) -> Moments:
    return moments_of((line["date"] for line in lines), said, context)


EVENTBRITE = Tool("eventbrite", ALIASES, ("order", "status"), _asks, _take)
