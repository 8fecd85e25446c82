"""Attendance of a Zoom meeting: the participants report (Usage report, « Participants »).

Columns: Name (Original Name), User Email, Join Time, Leave Time, Duration (Minutes), Guest, In
Waiting Room; of people shown once each, Total Duration (Minutes). In French: Nom (nom original),
Adresse e-mail de l'utilisateur, Heure d'arrivée, Heure de départ, Durée (minutes), Invité, Salle
d'attente. With the meeting's data, a header and a line above: Topic, Meeting ID, Start Time, End
Time, User Email, Duration (Minutes) (Sujet, N° de réunion, Heure de début …). Sources: Zoom support
KB0082671 (what the report holds, in both languages), and exported files that people published, with
headers as above.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from ..grids import Grid
from .exports import (
    ASK_NEWCOMERS,
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
    named,
    take_attendance,
    take_meeting,
    take_newcomer,
)
from .headers import YES, Header, Line, find
from .moments import Moments

ENOUGH = 15
"""Minutes from which somebody was present, unless the person says otherwise."""

ONE = "1"
"""The one meeting that a report is about."""

ALIASES: Mapping[str, Sequence[str]] = {
    "name": ("name original name", "name", "nom nom original", "nom nom d origine", "nom"),
    "email": (
        "user email",
        "email",
        "adresse e mail de l utilisateur",
        "e mail de l utilisateur",
        "adresse e mail",
        "e mail",
        "courriel",
    ),
    "joined": ("join time", "heure d arrivee", "heure de connexion", "heure pour rejoindre"),
    "left": ("leave time", "heure de depart", "heure de deconnexion", "heure pour quitter"),
    "minutes": (
        "duration minutes",
        "total duration minutes",
        "duree minutes",
        "duree totale minutes",
    ),
    "waiting": ("in waiting room", "salle d attente", "dans la salle d attente"),
}
ABOVE: Mapping[str, Sequence[str]] = {
    "topic": ("topic", "sujet"),
    "id": ("meeting id", "id", "n o de reunion", "no de reunion", "id de reunion", "id reunion"),
    "start": ("start time", "heure de debut"),
    "minutes": ("duration minutes", "duree minutes"),
    "host": ("user email", "host email", "host", "adresse e mail de l utilisateur", "hote"),
}
_ADDRESS = re.compile(r"[^\s()<>,;]+@[^\s()<>,;]+")


@dataclass
class _Presence:
    """How long one address was there: the stretches of time, or minutes where none are told."""

    first: Line
    stretches: list[tuple[datetime, datetime]] = field(default_factory=list)
    minutes: int = 0

    def total(self) -> int:
        """Return the minutes there: two devices at once do not count twice."""
        if not self.stretches:
            return self.minutes
        there, until = timedelta(0), datetime.min
        for start, end in sorted(self.stretches):
            there += max(end, until) - max(start, until)
            until = max(end, until)
        return round(there.total_seconds() / 60)


def _asks(grid: Grid, header: Header, context: Context) -> list[Ask]:
    gathering = _gathering(grid, header, _moments(grid, header, {}, context))
    enough = Ask("enough", "enough", proposed=str(ENOUGH))
    return [
        *asks_of_dates(_dates(grid, header)),
        *asks_of_meeting(gathering, context),
        enough,
        ASK_NEWCOMERS,
    ]


def _take(grid: Grid, header: Header, said: Said, context: Context) -> Taken:
    taken, moments = Taken(header.number), _moments(grid, header, said, context)
    gathering = _gathering(grid, header, moments)
    said_enough = said.get("enough", "")
    enough = int(said_enough) if said_enough.isdecimal() else ENOUGH
    number = header.number + 1
    ref = take_meeting(taken, number, gathering, said)
    for email, presence in _presences(grid, header, moments, taken).items():
        there, line = presence.total(), presence.first
        if there < enough:
            taken.leave_out(line.number, "too_short", email)
            continue
        take_attendance(taken, line.number, ref, email, "online", "attended")
        who = Newcomer(email, *named(line["name"]), gathering.starts_at[:10])
        take_newcomer(taken, line.number, who, said, context)
    return taken


def _presences(grid: Grid, header: Header, moments: Moments, taken: Taken) -> dict[str, _Presence]:
    """Return who was there, by address; who cannot be counted is left out, with why."""
    hosts, found = _hosts(grid, header), dict[str, _Presence]()
    for line in header.lines(grid):
        email = line["email"].lower()
        if line["waiting"].lower() in YES:
            taken.leave_out(line.number, "waiting_room", line["name"])
        elif not email:
            taken.leave_out(line.number, "no_address", line["name"])
        elif email in hosts:
            taken.leave_out(line.number, "host", line["name"])
        else:
            _note(found.setdefault(email, _Presence(line)), line, moments)
    return found


def _note(presence: _Presence, line: Line, moments: Moments) -> None:
    start, end = moments.read(line["joined"]), moments.read(line["left"])
    if start and end and start <= end:
        presence.stretches.append((start, end))
    elif line["minutes"].isdecimal():
        presence.minutes += int(line["minutes"])


def _above(grid: Grid, header: Header) -> Line | None:
    """Return the line that says what the meeting was, if the report has it."""
    above = Grid(grid.lines[: header.number - 1])
    found = find(above, ABOVE, ("topic", "start"))
    return next(found.lines(above), None) if found else None


def _hosts(grid: Grid, header: Header) -> set[str]:
    above = _above(grid, header)
    return set(_ADDRESS.findall(above["host"].lower())) if above else set()


def _gathering(grid: Grid, header: Header, moments: Moments) -> Gathering:
    above = _above(grid, header)
    if above is None:
        starts = [start for line in header.lines(grid) if (start := moments.read(line["joined"]))]
        first = min(starts).replace(second=0).isoformat() if starts else ""
        return Gathering(ONE, f"zoom-{first[:16]}" if first else "zoom-1", "", first, "", "online")
    starts_at = moments.moment(above["start"])
    digits = re.sub(r"\D", "", above["id"])
    ref = f"zoom-{digits}-{starts_at[:10]}"[:LONGEST_REF]
    return Gathering(ONE, ref, above["topic"], starts_at, above["minutes"], "online")


def _dates(grid: Grid, header: Header) -> list[str]:
    above = _above(grid, header)
    dates = [line["joined"] for line in header.lines(grid)]
    return [above["start"], *dates] if above else dates


def _moments(grid: Grid, header: Header, said: Said, context: Context) -> Moments:
    return moments_of(_dates(grid, header), said, context)


ZOOM = Tool("zoom", ALIASES, ("name", "email", "minutes"), _asks, _take)
