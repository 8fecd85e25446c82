"""Mistakes that people make in the files of an edition: each by its name, with what must be said.

A row is a change of the first edition's files, then file, line, column and code of the one mistake.
"""

from collections.abc import Callable

from tests.support.editions.past_editions import (
    Files,
    as_csv,
    cells,
    with_cell,
    with_edition,
    with_line,
)

Change = Callable[[Files], Files]
Place = tuple[str, int, str, str]

P, S, E = "participants.csv", "sessions.csv", "events.csv"
A, R, I, J = "attendance.csv", "survey_responses.csv", "indicators.csv", "edition.json"  # noqa: E741


def cell(file: str, line: int, column: str, value: str, code: str) -> tuple[Change, Place]:
    return lambda files: with_cell(files, file, line, column, value), (file, line, column, code)


def again(file: str, line: int, column: str, code: str) -> tuple[Change, Place]:
    """A line that is there once more, at the end."""

    def change(files: Files) -> Files:
        lines = cells(files, file)
        return {**files, file: as_csv([*lines, lines[line - 1]])}

    return change, (file, COUNT[file] + 1, column, code)


def line(file: str, values: list[str], column: str, code: str) -> tuple[Change, Place]:
    return lambda files: with_line(files, file, *values), (file, COUNT[file] + 1, column, code)


def edition(column: str, code: str, at: int, **changes: object) -> tuple[Change, Place]:
    return lambda files: with_edition(files, **changes), (J, at, column, code)


def raw(file: str, old: bytes, new: bytes, at: int, column: str, code: str) -> tuple[Change, Place]:
    def change(files: Files) -> Files:
        assert old in files[file]
        return {**files, file: files[file].replace(old, new, 1)}

    return change, (file, at, column, code)


def without(file: str) -> tuple[Change, Place]:
    def change(files: Files) -> Files:
        return {name: content for name, content in files.items() if name != file}

    return change, (file, 1, "", "missing_file")


COUNT = {P: 56, S: 68, E: 11, A: 72, R: 19, I: 11}
"""Lines of each file, its header among them."""

SOMEBODY = "personne-009@example.org"
REACH = {"sharers": "mean", "non_sharers": "mean", "non_respondents": 1}

MISTAKES: dict[str, tuple[Change, Place]] = {
    # participants.csv
    "an address without @": cell(P, 3, "email", "personne-002@example", "invalid_email"),
    "no address": cell(P, 3, "email", "  ", "required"),
    "no given name": cell(P, 4, "given_name", "", "required"),
    "a name that is too long": cell(P, 4, "family_name", "x" * 81, "too_long"),
    "a name that is a link": cell(P, 4, "family_name", "www.example.org", "no_links"),
    "an unknown kind": cell(P, 5, "kind", "association", "invalid_choice"),
    "a kind in French": cell(P, 5, "kind", "Individu", "invalid_choice"),
    "no kind": cell(P, 5, "kind", "", "required"),
    "an error of the spreadsheet": cell(P, 40, "organization", "#REF!", "spreadsheet_error"),
    "a formula": cell(P, 6, "discipline", "=A1", "formula"),
    "accents that are spoiled": cell(P, 7, "municipality", "Saint-JÃ©rÃ´me", "garbled"),
    "a character past mending": cell(P, 7, "municipality", "Saint-J\ufffdrôme", "garbled"),
    "a control character": cell(P, 7, "municipality", "Oka\x07", "control_character"),
    "an unknown level": cell(P, 8, "maturity_level", "expert", "invalid_choice"),
    "a level with its accent": cell(P, 8, "maturity_level", "Émergent", "invalid_choice"),
    "neither yes nor no": cell(P, 9, "referred_by_colleague", "peut-être", "not_yes_no"),
    "consent that is no answer": cell(P, 9, "consent_newsletter", "2", "not_yes_no"),
    "membership that is no answer": cell(P, 9, "community_member", "Slack", "not_yes_no"),
    "a date with two readings": cell(P, 10, "registered_on", "04/11/2021", "ambiguous_date"),
    "a date by its day first": cell(P, 10, "registered_on", "25/11/2021", "bad_date"),
    "a date in words": cell(P, 10, "registered_on", "le 4 novembre 2021", "bad_date"),
    "a day that does not exist": cell(P, 10, "registered_on", "2021-02-30", "no_such_day"),
    "a year of two figures": cell(P, 10, "registered_on", "04/11/21", "short_year"),
    "a registration after the edition": cell(P, 10, "registered_on", "2022-11-04", "after_edition"),
    "no date of registration": cell(P, 10, "registered_on", "", "required"),
    "a person twice": again(P, 2, "email", "duplicate_person"),
    # sessions.csv
    "no reference": cell(S, 2, "session_ref", "", "required"),
    "an unknown theme": cell(S, 3, "theme", "marketing", "unknown_theme"),
    "a theme by its title": cell(S, 3, "theme", "Découvrabilité", "unknown_theme"),
    "no theme": cell(S, 3, "theme", "", "required"),
    "an unknown format": cell(S, 4, "format", "duo", "invalid_choice"),
    "a session without its time": cell(S, 5, "starts_at", "2021-09-16", "missing_time"),
    "a time that clocks jump over": cell(S, 5, "starts_at", "2022-03-13 02:30", "no_such_time"),
    "a time that is none": cell(S, 5, "starts_at", "2021-09-16 25:00", "bad_time"),
    "no time": cell(S, 5, "starts_at", "", "required"),
    "a session before the edition": cell(
        S, 5, "starts_at", "2020-09-16T15:00:00", "outside_edition"
    ),
    "a session after the edition": cell(S, 5, "starts_at", "2022-04-01 9:00", "outside_edition"),
    "an unknown status": cell(S, 6, "status", "done", "invalid_choice"),
    "no status": cell(S, 6, "status", "", "required"),
    "a session of nobody known": cell(S, 7, "email", "inconnue@example.org", "unknown_person"),
    "a session of no address": cell(S, 7, "email", "ana", "invalid_email"),
    "a session twice": again(S, 2, "session_ref", "duplicate_session"),
    "two people in an individual session": line(
        S,
        ["A001", "decouvrabilite", "individual", "2021-11-04T16:00", "completed", SOMEBODY],
        "session_ref",
        "several_people",
    ),
    "a session under two themes": line(
        S,
        ["A001", "marketing-numerique", "group", "2021-11-04T16:00", "completed", SOMEBODY],
        "theme",
        "session_differs",
    ),
    # events.csv
    "a meeting without title": cell(E, 2, "title", "", "required"),
    "an unknown kind of meeting": cell(E, 3, "kind", "réunion", "invalid_choice"),
    "an unknown theme among two": cell(
        E, 7, "themes", "evenement-virtuel;concertation", "unknown_theme"
    ),
    "a meeting after the edition": cell(
        E, 4, "starts_at", "2023-10-19T13:30:00", "outside_edition"
    ),
    "a length in words": cell(E, 4, "duration_minutes", "1 h 30", "not_a_number"),
    "no length": cell(E, 4, "duration_minutes", "0", "too_small"),
    "a length of days": cell(E, 4, "duration_minutes", "10000", "too_great"),
    "an unknown mode": cell(E, 5, "mode", "zoom", "invalid_choice"),
    "a meeting twice": again(E, 2, "event_ref", "duplicate_event"),
    # attendance.csv
    "an unknown meeting": cell(A, 2, "event_ref", "R9", "unknown_event"),
    "somebody unknown at a meeting": cell(A, 3, "email", "autre@example.org", "unknown_person"),
    "a mode that the meeting has not": cell(A, 4, "mode", "in_person", "other_mode"),
    "hybrid as one's own mode": cell(A, 4, "mode", "hybrid", "invalid_choice"),
    "no mode": cell(A, 4, "mode", "", "required"),
    "an unknown status of attendance": cell(A, 5, "status", "peut-être", "invalid_choice"),
    "an attendance twice": again(A, 2, "email", "duplicate_attendance"),
    # survey_responses.csv
    "an answer to no survey": cell(R, 2, "survey", "", "required"),
    "an answer of somebody unknown": cell(R, 2, "email", "autre@example.org", "unknown_person"),
    "an answer years later": cell(R, 2, "answered_on", "2032-02-15", "answered_outside"),
    "an answer on no day": cell(R, 2, "answered_on", "", "required"),
    "shared with how many": cell(R, 2, "shared", "3", "not_yes_no"),
    "people by halves": cell(R, 3, "people_reached", "2,5", "not_whole"),
    "fewer people than none": cell(R, 3, "people_reached", "-1", "too_small"),
    "people in words": cell(R, 3, "people_reached", "trois", "not_a_number"),
    "people with two readings": cell(R, 3, "people_reached", "2,142", "ambiguous_number"),
    "a project that may be": cell(R, 3, "project_planned", "bientôt", "not_yes_no"),
    "an action that may be": cell(R, 3, "concrete_action", "?", "not_yes_no"),
    "an unknown axis": cell(R, 3, "best_axis", "tout", "invalid_choice"),
    "an answer twice": again(R, 2, "email", "duplicate_answer"),
    # indicators.csv
    "a name with accents": cell(I, 2, "name", "Visites été", "bad_name"),
    "a value that is none": cell(I, 2, "value", "environ 900", "not_a_number"),
    "a percentage": cell(I, 4, "value", "58 %", "percentage"),
    "a rate above 1": cell(I, 4, "value", "58", "not_a_rate"),
    "no source": cell(I, 3, "source", "", "required"),
    "an indicator twice": again(I, 2, "name", "duplicate_indicator"),
    # edition.json
    "no edition": without(J),
    "JSON that is none": raw(J, b'"target_people": 70,', b'"target_people": 70', 7, "", "not_json"),
    "a list for an edition": raw(J, b"{", b"[1]", 2, "", "not_json"),
    "a slug with spaces": edition("slug", "invalid_slug", 2, slug="Phase I"),
    "no title": edition("title", "required", 3, title=" "),
    "a start that is none": edition("starts_on", "bad_date", 4, starts_on="l’été 2021"),
    "an end before the start": edition("ends_on", "ends_before", 5, ends_on="2021-07-21"),
    "no end": edition("ends_on", "missing_key", 1, ends_on=None),
    "a target in words": edition("target_people", "not_whole", 6, target_people="beaucoup"),
    "a target in quotation marks": edition("target_people", "quoted_number", 6, target_people="70"),
    "a negative target": edition("target_people", "too_small", 6, target_people=-1),
    "no factors of reach": edition("reach", "missing_key", 1, reach=None),
    "a factor in words": edition(
        "reach.sharers", "bad_factor", 8, reach={**REACH, "sharers": "trois"}
    ),
    "a factor left out": edition(
        "reach.sharers",
        "missing_key",
        7,
        reach={name: value for name, value in REACH.items() if name != "sharers"},
    ),
    "a key that is not of the file": edition("goal", "unknown_key", 12, goal=80),
    # files
    "no participants": without(P),
    "no sessions": without(S),
    "no meetings": without(E),
    "no attendance": without(A),
    "no answers": without(R),
    "a file of something else": (
        lambda files: {**files, "budget.csv": b"a,b"},
        ("budget.csv", 1, "", "unknown_file"),
    ),
    "an empty file": (lambda files: {**files, I: b"\r\n"}, (I, 1, "", "empty_file")),
    "a file without its first line": (
        lambda files: {**files, A: files[A].partition(b"\r\n")[2]},
        (A, 1, "", "no_header"),
    ),
    "a column called otherwise": raw(S, b"theme", b"sujet", 1, "theme", "missing_column"),
    "a column that is not of the file": raw(
        I, b"source", b"source,notes", 1, "notes", "unknown_column"
    ),
    "a column twice": raw(I, b"source", b"source,name", 1, "name", "duplicate_column"),
    "a quotation mark that is not closed": raw(E, b"R3,", b'R3,"', 4, "", "bad_quotes"),
    "a cell too many": raw(A, b"attended", b"attended,merci", 2, "", "cell_without_column"),
    "no encoding of ours": (
        lambda files: {**files, P: files[P].replace("é".encode(), b"\x81", 1)},
        (P, 2, "", "bad_encoding"),
    ),
}
