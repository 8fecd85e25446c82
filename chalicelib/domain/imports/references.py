"""What files say of one another: people, meetings, dates, and lines that are there twice."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from .edition_file import EditionFile
from .forms import ANSWERS, ATTENDANCE, EVENTS, INDICATORS, PARTICIPANTS, SESSIONS
from .tables import Table

Tables = Mapping[str, Table]

ANSWERS_WITHIN = timedelta(days=366)
"""After its last day, how long an edition's survey may still be answered."""

SHOWN = 12

TWICE = {
    PARTICIPANTS: ("email", "duplicate_person"),
    SESSIONS: ("session_ref", "duplicate_session"),
    EVENTS: ("event_ref", "duplicate_event"),
    ATTENDANCE: ("email", "duplicate_attendance"),
    ANSWERS: ("email", "duplicate_answer"),
    INDICATORS: ("name", "duplicate_indicator"),
}
"""By file: the column that is shown where a line is there twice, and the code of it."""

NAMES = (
    (SESSIONS, "email", PARTICIPANTS, "unknown_person"),
    (ATTENDANCE, "email", PARTICIPANTS, "unknown_person"),
    (ANSWERS, "email", PARTICIPANTS, "unknown_person"),
    (ATTENDANCE, "event_ref", EVENTS, "unknown_event"),
)
"""What names a line of another file: file, column, the other file, the code where it has none."""


def check(tables: Tables, edition: EditionFile | None) -> None:
    """Note in the tables what is wrong between them. What could not be read is left alone."""
    for file, table in tables.items():
        _twice(table, *TWICE[file])
    for file, column, other, code in NAMES:
        if file in tables and other in tables:
            _known(tables[file], column, tables[other], code)
    if EVENTS in tables and ATTENDANCE in tables:
        _modes(tables[ATTENDANCE], tables[EVENTS])
    if SESSIONS in tables:
        _sessions(tables[SESSIONS])
    if INDICATORS in tables:
        _rates(tables[INDICATORS])
    if edition is not None:
        _dates(tables, edition)


def _twice(table: Table, column: str, code: str) -> None:
    first: dict[tuple[str, ...], int] = {}
    for place, key in enumerate(table.line_keys()):
        if "" in key:
            continue
        if key in first:
            table.refuse(place, column, code, str(table.numbers[first[key]]))
        first.setdefault(key, place)


def _known(table: Table, column: str, others: Table, code: str) -> None:
    """Note what a column names that the other file does not have.

    Nothing is said where that file's line could not be read, but looks like the one that is meant.
    """
    if column in others.missing:
        return
    there = set(others.column(column))
    alike = _unread(others, column)
    shown = ", ".join(sorted(there - {""})[:SHOWN]) if column != "email" else ""
    for place, name in enumerate(table.column(column)):
        if name and name not in there and name.partition("@")[0] not in alike:
            table.refuse(place, column, code, shown)


def _unread(table: Table, column: str) -> set[str]:
    """Return how the cells of a column begin that could not be read."""
    at = table.form.places[column]
    cells = (table.rows[place][at] for place, where in table.unread if where == at)
    return {cell.lower().partition("@")[0] for cell in cells}


def _modes(attendance: Table, events: Table) -> None:
    refs, modes = events.column("event_ref"), events.column("mode")
    mode_of = dict(zip(refs, modes, strict=True))
    lines = zip(attendance.column("event_ref"), attendance.column("mode"), strict=True)
    for place, (ref, mode) in enumerate(lines):
        held = mode_of.get(ref, "")
        if mode and held not in ("", "hybrid", mode):
            attendance.refuse(place, "mode", "other_mode", held)


def _sessions(table: Table) -> None:
    """Note lines of one session that differ, and individual sessions of several people."""
    said = ("theme", "format", "starts_at")
    columns = {name: table.column(name) for name in said}
    emails, first = table.column("email"), dict[str, int]()
    for place, ref in enumerate(table.column("session_ref")):
        start = first.setdefault(ref, place)
        if not ref or start == place or not emails[place] or emails[place] == emails[start]:
            continue
        if columns["format"][place] == columns["format"][start] == "individual":
            table.refuse(place, "session_ref", "several_people", str(table.numbers[start]))
            continue
        for name in said:
            here, there = columns[name][place], columns[name][start]
            if here and there and here != there:
                table.refuse(
                    place, name, "session_differs", f"{there}, à la ligne {table.numbers[start]}"
                )


def _rates(table: Table) -> None:
    names, values = table.column("name"), table.column("value")
    for place, (name, value) in enumerate(zip(names, values, strict=True)):
        if name.endswith("_rate") and value and float(value) > 1:
            table.refuse(place, "value", "not_a_rate", "0 à 1")


def _dates(tables: Tables, edition: EditionFile) -> None:
    within = f"{edition.starts_on.isoformat()} au {edition.ends_on.isoformat()}"
    for file in (SESSIONS, EVENTS):
        for place, day in _days(tables, file, "starts_at"):
            if not edition.starts_on <= day <= edition.ends_on:
                tables[file].refuse(place, "starts_at", "outside_edition", within)
    for place, day in _days(tables, PARTICIPANTS, "registered_on"):
        if day > edition.ends_on:
            tables[PARTICIPANTS].refuse(place, "registered_on", "after_edition", within)
    for place, day in _days(tables, ANSWERS, "answered_on"):
        if not edition.starts_on <= day <= edition.ends_on + ANSWERS_WITHIN:
            tables[ANSWERS].refuse(place, "answered_on", "answered_outside", within)


def _days(tables: Tables, file: str, column: str) -> Iterator[tuple[int, date]]:
    """Return the days of a column that could be read, each with its place."""
    if file not in tables:
        return
    for place, text in enumerate(tables[file].column(column)):
        if text:
            yield place, date.fromisoformat(text[:10])
