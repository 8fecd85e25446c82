"""From the lines of files that are right to the facts that a report counts.

Everybody counts as the files say: nobody's address is asked to be proven again.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import datetime

from ..report.facts import AnswerFact, AttendanceFact, EventFacts, PersonFacts, SessionFact
from .forms import ANSWERS, ATTENDANCE, EVENTS, PARTICIPANTS, SESSIONS
from .tables import Table

Tables = Mapping[str, Table]
Line = dict[str, str]

SAID = {"yes": True, "no": False}


def event_facts(tables: Tables) -> list[EventFacts]:
    """Return the meetings of an edition."""
    return [
        EventFacts(
            line["event_ref"],
            line["title"],
            line["kind"],
            tuple(filter(None, line["themes"].split(";"))),
            datetime.fromisoformat(line["starts_at"]),
            line["mode"],
        )
        for line in _lines(tables, EVENTS)
    ]


def accompanied(tables: Tables) -> set[str]:
    """Return the addresses of those who were accompanied in an edition."""
    return {line["email"] for line in _lines(tables, SESSIONS) if line["status"] == "completed"}


def person_facts(tables: Tables) -> Iterator[PersonFacts]:
    """Yield what a report may count of each person of an edition."""
    sessions = _by_person(tables, SESSIONS)
    answers = _by_person(tables, ANSWERS)
    attendances = _by_person(tables, ATTENDANCE)
    events = {event.ref: event for event in event_facts(tables)}
    for line in _lines(tables, PARTICIPANTS):
        email = line["email"]
        yield PersonFacts(
            registered_at=datetime.fromisoformat(line["registered_on"]),
            kind=line["kind"],
            level=line["maturity_level"],
            level_before=line["maturity_level"],
            discipline=line["discipline"],
            referred=SAID[line["referred_by_colleague"]],
            booked_at=tuple(datetime.fromisoformat(s["starts_at"]) for s in sessions[email]),
            sessions=tuple(_session(s) for s in sessions[email] if s["status"] == "completed"),
            attendances=tuple(
                _attendance(a, events[a["event_ref"]])
                for a in attendances[email]
                if a["status"] == "attended"
            ),
            answers=tuple(map(_answer, answers[email])),
        )


def _session(line: Line) -> SessionFact:
    starts_at = datetime.fromisoformat(line["starts_at"])
    return SessionFact(line["theme"], line["format"], starts_at)


def _attendance(line: Line, event: EventFacts) -> AttendanceFact:
    return AttendanceFact(event.ref, event.kind, event.starts_at, line["mode"])


def _answer(line: Line) -> AnswerFact:
    reached = line["people_reached"]
    return AnswerFact(
        datetime.fromisoformat(line["answered_on"]),
        SAID.get(line["shared"]),
        int(reached) if reached else None,
        SAID.get(line["project_planned"]),
        SAID.get(line["concrete_action"]),
        line["best_axis"],
    )


def _by_person(tables: Tables, file: str) -> Mapping[str, list[Line]]:
    found: dict[str, list[Line]] = defaultdict(list)
    for line in _lines(tables, file):
        found[line["email"]].append(line)
    return found


def _lines(tables: Tables, file: str) -> Iterator[Line]:
    """Yield the lines of a file in the order in which they are kept."""
    table = tables[file].in_order()
    names = [*table.form.places]
    return (dict(zip(names, row, strict=True)) for row in table.rows)
