"""Appointments of Calendly: the export of scheduled events.

Columns: Invitee Name, Invitee First Name, Invitee Last Name, Invitee Email, Event Type Name, Start
Date & Time, End Date & Time, Canceled, Marked as No-Show, Guest Email(s), User Email, Event UUID.
Source: exported files that people published. None of them was in French: the French names are
translations, and what is named otherwise is matched by the person. Times are as the export shows
them, on the clock of the account.
"""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence

from ..folding import slug
from ..forms import SESSIONS
from ..grids import Grid
from .exports import (
    ASK_NEWCOMERS,
    LONGEST_KEY,
    Ask,
    Context,
    Newcomer,
    Said,
    Taken,
    Tool,
    asks_of_dates,
    likely_theme,
    moments_of,
    names_of,
    take_newcomer,
)
from .headers import YES, Header, Line, words
from .moments import Moments

ALIASES: Mapping[str, Sequence[str]] = {
    "name": ("invitee name", "nom de l invite", "nom de l invite e"),
    "given": ("invitee first name", "prenom de l invite", "prenom de l invite e"),
    "family": ("invitee last name", "nom de famille de l invite", "nom de famille de l invite e"),
    "email": (
        "invitee email",
        "e mail de l invite",
        "email de l invite",
        "adresse e mail de l invite",
        "courriel de l invite",
        "courriel de l invite e",
    ),
    "type": ("event type name", "nom du type d evenement", "type d evenement"),
    "start": (
        "start date time",
        "start date and time",
        "date et heure de debut",
        "date et heure du debut",
    ),
    "cancelled": ("canceled", "cancelled", "annule", "annulee"),
    "absent": ("marked as no show", "no show", "marque comme absent", "absence", "absent"),
    "guests": (
        "guest email s",
        "guest emails",
        "adresses e mail des invites",
        "courriels des invites",
    ),
    "user": ("user email", "user name", "nom de l utilisateur", "adresse e mail de l utilisateur"),
    "event": ("event uuid", "uuid de l evenement"),
}
LEAVE_OUT = "-"
"""The answer that appointments of a type are none of the programme's."""


def _asks(grid: Grid, header: Header, context: Context) -> list[Ask]:
    lines = list(header.lines(grid))
    choices = (*context.themes.items(), (LEAVE_OUT, ""))
    types = dict.fromkeys(line["type"] for line in lines)
    themes = [
        Ask(_of_type(name), "theme", name, choices, likely_theme(name, context)) for name in types
    ]
    return [*asks_of_dates([line["start"] for line in lines]), *themes, ASK_NEWCOMERS]


def _of_type(name: str) -> str:
    return f"theme:{slug(name)[:LONGEST_KEY] or '1'}"


def _take(grid: Grid, header: Header, said: Said, context: Context) -> Taken:
    taken, lines = Taken(header.number), list(header.lines(grid))
    moments = moments_of((line["start"] for line in lines), said, context)
    together = Counter(_session(line) for line in lines if not _is(line["cancelled"]))
    for line in lines:
        theme, email = said.get(_of_type(line["type"]), ""), line["email"].lower()
        if theme == LEAVE_OUT:
            taken.leave_out(line.number, "not_of_the_programme", line["name"] or email)
            continue
        if not email:
            taken.leave_out(line.number, "no_address", line["name"])
            continue
        form = "group" if together[_session(line)] > 1 else "individual"
        start = moments.moment(line["start"])
        row = [_session(line), theme, form, start, _status(line, moments, context), email]
        taken.add(SESSIONS, line.number, row)
        for guest in line["guests"].replace(";", ",").split(","):
            if guest.strip():
                taken.leave_out(line.number, "guest", guest.strip())
        take_newcomer(taken, line.number, _newcomer(line, email, start), said, context)
    return taken


def _status(line: Line, moments: Moments, context: Context) -> str:
    """Return what became of an appointment: one that was not called off, and is over, was held."""
    start = moments.read(line["start"])
    if _is(line["cancelled"]):
        return "cancelled"
    if _is(line["absent"]):
        return "no_show"
    return "booked" if start and start > context.now else "completed"


def _session(line: Line) -> str:
    """Return the reference of an appointment: that of those who come to the same one."""
    if line["event"]:
        return f"cal-{line['event']}"[:40]
    said = "\n".join((line["start"], line["type"], line["user"] or line["email"]))
    return f"cal-{hashlib.sha256(said.encode()).hexdigest()[:16]}"


def _is(text: str) -> bool:
    return words(text) in YES


def _newcomer(line: Line, email: str, start: str) -> Newcomer:
    return Newcomer(email, *names_of(line), start[:10])


CALENDLY = Tool("calendly", ALIASES, ("email", "type", "start"), _asks, _take)
